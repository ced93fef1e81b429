package io.svcaudit.topology.intent;

import io.svcaudit.model.Workload;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.intent.Checked.Broken;
import io.svcaudit.topology.trace.Client;
import io.svcaudit.topology.trace.EndText;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Goal;
import io.svcaudit.topology.trace.Hop;
import io.svcaudit.topology.trace.Hop.Verdict;
import io.svcaudit.topology.trace.Pairs;
import io.svcaudit.topology.trace.Pairs.Pair;
import io.svcaudit.topology.trace.Trace;
import io.svcaudit.topology.trace.Tracer;
import io.svcaudit.topology.trace.Way;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Follows the connections that are expected to work, or not to. One that is expected to work does
/// so by any way; one that is not does so by none, on no port.
public final class Checks {
  private final Tracer tracer;
  private final Pairs pairs;
  private final List<Broken> broken = new ArrayList<>();
  private final Set<Unseen> unseen = new LinkedHashSet<>();

  private Checks(Topology topology, Intent intent) {
    this.tracer = new Tracer(topology);
    this.pairs = new Pairs(topology, new Ends(topology, tracer, intent.namespace()));
  }

  /// Judges every expectation.
  public static Checked of(Topology topology, Intent intent) {
    var checks = new Checks(topology, intent);
    intent.expectations().forEach(checks::judge);
    return new Checked(checks.broken, List.copyOf(checks.unseen));
  }

  private void judge(Expectation one) {
    try {
      List<Pair> all = pairs.of(one.from(), one.to());
      long folders = all.stream().map(Checks::folder).distinct().count();
      for (Pair pair : all) judge(one, pair, folders > 1 ? " in " + folder(pair) : "");
    } catch (UsageException e) {
      notJudged(one, e.messages().getFirst());
    }
  }

  private static String folder(Pair pair) {
    return pair.goal().object().file().directory();
  }

  private void judge(Expectation one, Pair pair, String where) throws UsageException {
    String from = from(one, pair.client());
    List<Goal> ports = ports(one, pair);
    for (Goal goal : ports) {
      String to = to(one, pair.goal(), ports.size() == 1 ? pair.goal() : goal) + where;
      Trace trace = tracer.trace(pair.client(), goal);
      switch (trace.verdict()) {
        case OK -> {
          if (one.expected() == Expectation.Is.DENIED)
            broken.add(new Broken(one, from, to, goal, first(trace, Verdict.OK)));
        }
        case NO -> {
          if (one.expected() == Expectation.Is.ALLOWED)
            broken.add(new Broken(one, from, to, goal, first(trace, Verdict.NO)));
          else missingPort(trace).ifPresent(said -> notJudged(one, said));
        }
        case UNKNOWN ->
            notJudged(
                one,
                "it cannot be told whether %s reaches %s: %s"
                    .formatted(from, to, doubt(first(trace, Verdict.UNKNOWN))));
      }
    }
  }

  private static Way first(Trace trace, Verdict verdict) {
    return trace.ways().stream().filter(way -> way.verdict() == verdict).findFirst().orElseThrow();
  }

  private static String doubt(Way way) {
    return way.hops().stream()
        .filter(hop -> hop.verdict() == Verdict.UNKNOWN)
        .findFirst()
        .map(Hop::said)
        .orElseThrow();
  }

  /// Nothing reaches a port that a Service does not have, which nobody would deny on purpose.
  private static Optional<String> missingPort(Trace trace) {
    return trace.ways().stream()
        .flatMap(way -> way.hops().stream())
        .filter(hop -> hop.step() == Hop.Step.SERVICE && hop.verdict() == Verdict.NO)
        .map(Hop::said)
        .findFirst();
  }

  /// Who is not to connect is to do so on no port: the ones that are named, or all.
  private static List<Goal> ports(Expectation one, Pair pair) {
    boolean all =
        one.expected() == Expectation.Is.DENIED && !(pair.client() instanceof Client.Internet);
    return switch (pair.goal()) {
      case Goal.OfService(var service, var port) when all && port.isEmpty() ->
          service.ports().isEmpty()
              ? List.of(pair.goal())
              : service.ports().stream()
                  .<Goal>map(p -> new Goal.OfService(service, Optional.of("" + p.port())))
                  .toList();
      case Goal.OfPods(Workload workload, var port)
          when one.expected() == Expectation.Is.DENIED && port.isEmpty() ->
          declared(workload).isEmpty()
              ? List.of(pair.goal())
              : declared(workload).stream()
                  .<Goal>map(p -> new Goal.OfPods(workload, Optional.of("" + p)))
                  .toList();
      case Goal.OfService _, Goal.OfPods _, Goal.OfRoute _, Goal.Untaken _ -> List.of(pair.goal());
    };
  }

  private static Set<Long> declared(Workload workload) {
    return workload.template().serving().stream()
        .flatMap(container -> container.ports().stream())
        .map(port -> port.number())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String from(Expectation one, Client client) {
    return one.from() instanceof EndText.Labelled && client instanceof Client.Pods(var workload)
        ? workload.ref().toString()
        : one.from().written();
  }

  /// @param judged what is meant, with a port if each is looked at
  private static String to(Expectation one, Goal meant, Goal judged) {
    String port = meant.equals(judged) ? "" : port(judged).map(p -> ":" + p).orElse("");
    return switch (one.to()) {
      case EndText.Labelled labelled ->
          meant.object().ref() + labelled.port().map(p -> ":" + p).orElse(port);
      case EndText.Named named -> named.written() + port;
    };
  }

  private static Optional<String> port(Goal goal) {
    return switch (goal) {
      case Goal.OfService(var _, var port) -> port;
      case Goal.OfPods(var _, var port) -> port;
      case Goal.OfRoute _, Goal.Untaken _ -> Optional.empty();
    };
  }

  private void notJudged(Expectation one, String why) {
    unseen.add(
        Unseen.given("expectation \"%s\"".formatted(one), why, one.spot().span().firstLine()));
  }
}
