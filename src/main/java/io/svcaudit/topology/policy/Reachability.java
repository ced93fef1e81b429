package io.svcaudit.topology.policy;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the policies of two ends let through from one to the other. Both must agree.
///
/// @param egress of the source
/// @param ingress of the destination
public record Reachability(Side egress, Side ingress) {
  /// So many reasons are named.
  private static final int MOST_NAMED = 3;

  /// Nothing stands in the way.
  static final Reachability OPEN = new Reachability(Side.OPEN, Side.OPEN);

  /// What surely gets through.
  public Connections certain() {
    return egress.certain().intersection(ingress.certain());
  }

  /// What may get through. If it equals [#certain()], everything is known.
  public Connections possible() {
    return egress.possible().intersection(ingress.possible());
  }

  /// Whether a connection gets through.
  ///
  /// @param port of the destination Pod, not of a Service: from 1 to 65535
  public Verdict verdict(Protocol protocol, int port) {
    Match out = egress.admits(protocol, port);
    Match in = ingress.admits(protocol, port);
    Side egressAt = egress.at(protocol, port);
    Side ingressAt = ingress.at(protocol, port);
    return switch (out.and(in)) {
      case YES -> new Verdict.Allowed(egressAt, ingressAt);
      case NO -> new Verdict.Denied(egressAt, ingressAt, out == Match.NO, in == Match.NO);
      case MAYBE ->
          new Verdict.Unknown(
              egressAt, ingressAt, why(doubts(out, egressAt), doubts(in, ingressAt)));
    };
  }

  private static Stream<String> doubts(Match match, Side side) {
    return match == Match.MAYBE ? side.doubts() : Stream.of();
  }

  private static String why(Stream<String> egress, Stream<String> ingress) {
    return Stream.concat(egress, ingress)
        .distinct()
        .limit(MOST_NAMED)
        .collect(Collectors.joining("; "));
  }
}
