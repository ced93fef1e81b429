package io.svcaudit.rules.intent;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.Reaches;
import io.svcaudit.topology.intent.Checked.Broken;
import io.svcaudit.topology.intent.Expectation;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.trace.Goal;
import io.svcaudit.topology.trace.Hop;
import io.svcaudit.topology.trace.Hop.Verdict;
import io.svcaudit.topology.trace.Tracer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A connection that the configuration expects to work and that does not, or the other way round.
public final class ExpectationFailed implements Rule {
  @Override
  public String name() {
    return "expectation-failed";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Tracer.READS;
  }

  /// What runs in a cluster is asked for, but manifests tell enough.
  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public boolean isIdle(Intent intent) {
    return intent.expectations().isEmpty();
  }

  @Override
  public List<Unseen> unseen(Topology topology) {
    return topology.expectations().unseen();
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Broken broken : topology.expectations().broken()) report(topology, broken, out);
  }

  private static void report(Topology topology, Broken broken, Findings out) {
    Expectation expectation = broken.expectation();
    List<Hop> hops = hops(broken);
    Hop last = hops.getLast();
    boolean reaches = expectation.expected() == Expectation.Is.DENIED;
    String message =
        reaches
            ? "%s reaches %s, which is expected to be denied".formatted(broken.from(), broken.to())
            : "%s does not reach %s: %s".formatted(broken.from(), broken.to(), last.said());
    Span place = expectation.spot().span();
    var report =
        out.report(
                broken.goal().object(),
                "expect[%s → %s]".formatted(broken.from(), broken.to()),
                place,
                expectation.reason().isEmpty()
                    ? "expected to be " + expectation.expected()
                    : expectation.reason(),
                message)
            .confidence(isSure(topology, broken, hops) ? Confidence.HIGH : Confidence.MEDIUM)
            .help(reaches ? close(broken) : last.help());
    var shown = new HashSet<Span>();
    for (Hop hop : hops)
      hop.places().stream()
          .findFirst()
          .ifPresent(at -> {
            Span span = at.spot().span().firstLine();
            if (shown.add(span)) report.related(span, hop.said(), at.object());
          });
  }

  /// Up to where the connection stops.
  private static List<Hop> hops(Broken broken) {
    List<Hop> hops = broken.way().hops();
    for (int i = 0; i < hops.size(); i++)
      if (hops.get(i).verdict() == Verdict.NO) return hops.subList(0, i + 1);
    return hops;
  }

  private static String close(Broken broken) {
    return broken.from().equals("internet")
        ? "take away the way in, or expect it to be allowed"
        : "isolate its Pods with a NetworkPolicy that admits only who needs them, or expect it to"
            + " be allowed";
  }

  /// A policy or a route may be in what was not read; whose class is called internal may be on the
  /// internet or not.
  private static boolean isSure(Topology topology, Broken broken, List<Hop> hops) {
    if (!topology.sawAllGiven()) return false;
    return hops.stream()
        .filter(hop -> hop.step() == Hop.Step.ENTRY && hop.verdict() == Verdict.OK)
        .flatMap(hop -> hop.places().stream())
        .noneMatch(place -> isInternal(topology, broken.goal(), place.object()));
  }

  private static boolean isInternal(Topology topology, Goal goal, KubeObject route) {
    List<Service> services =
        switch (goal) {
          case Goal.OfService(var service, var _) -> List.of(service);
          case Goal.OfRoute at -> at.services();
          case Goal.OfPods _, Goal.Untaken _ -> List.of();
        };
    return services.stream()
        .flatMap(service -> topology.entryPoints().routesTo(service).stream())
        .filter(entry -> entry.object() == route)
        .anyMatch((Routed entry) -> Reaches.isInternal(entry));
  }
}
