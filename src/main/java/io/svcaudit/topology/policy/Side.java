package io.svcaudit.topology.policy;

import io.svcaudit.model.NetworkPolicy;
import java.util.List;
import java.util.stream.Stream;

/// What the policies of one end say of the other end.
///
/// @param isolation of this end; of none if policies are not about it: an address, a node, the Pod
///   itself
/// @param admissions by the policies that isolate it or may do so, in their order; may be empty
public record Side(Isolation isolation, List<Admission> admissions) {
  static final Side OPEN = new Side(Isolation.NONE, List.of());

  public Side {
    admissions = List.copyOf(admissions);
  }

  /// What surely gets through: where no policy is sure to isolate, what each of those that may do
  /// so would admit alone.
  public Connections certain() {
    if (!isolation.doubts().isEmpty()) return Connections.NONE;
    if (!isolation.policies().isEmpty())
      return isolation.policies().stream()
          .map(this::surelyBy)
          .reduce(Connections.NONE, Connections::union);
    return isolation.perhaps().stream()
        .map(this::surelyBy)
        .reduce(Connections.ALL, Connections::intersection);
  }

  /// What may get through; what is not in it surely does not.
  public Connections possible() {
    return isolation.holds() == Match.YES ? union(admissions.stream()) : Connections.ALL;
  }

  private Connections surelyBy(NetworkPolicy policy) {
    return union(
        admissions.stream()
            .filter(admission -> admission.policy() == policy && admission.doubt().isEmpty()));
  }

  private static Connections union(Stream<Admission> admissions) {
    return admissions.map(Admission::connections).reduce(Connections.NONE, Connections::union);
  }

  /// Whether a connection gets through.
  public Match admits(Protocol protocol, int port) {
    if (certain().contains(protocol, port)) return Match.YES;
    return Match.of(possible().contains(protocol, port)).and(Match.MAYBE);
  }

  /// What of it is about one port.
  Side at(Protocol protocol, int port) {
    return new Side(
        isolation,
        admissions.stream().filter(a -> a.connections().contains(protocol, port)).toList());
  }

  /// Why not everything is sure, one clause each.
  Stream<String> doubts() {
    return Stream.of(
            isolation.doubts().stream(),
            isolation.perhaps().stream().map(p -> "%s may select it".formatted(p.object().ref())),
            admissions.stream().flatMap(admission -> admission.doubt().stream()))
        .flatMap(doubts -> doubts);
  }
}
