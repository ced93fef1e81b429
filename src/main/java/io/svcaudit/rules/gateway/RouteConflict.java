package io.svcaudit.rules.gateway;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.model.RouteMatch;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.gateway.Attachments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Two rules of routes for the same host and match at one listener: only one of them gets requests,
/// that of the older route, of routes of one age that which comes first in the alphabet, within a
/// route the first (Gateway API, HTTPRouteRule.matches).
public final class RouteConflict implements Rule {
  @Override
  public String name() {
    return "route-conflict";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ROUTES, Resource.GATEWAYS, Resource.NAMESPACES, Resource.SERVICES);
  }

  /// @param door one of the places where the rule is served
  private record Placed(Route route, Route.Rule rule, RouteMatch match, Door door) {
    boolean leadsWhere(Placed other) {
      return backends(rule).equals(backends(other.rule));
    }

    private static Set<String> backends(Route.Rule rule) {
      return rule.backends().stream()
          .map(backend -> backend.ref() + " " + backend.port())
          .collect(Collectors.toSet());
    }

    /// Whether an object takes the place of an earlier one of its name.
    boolean replaces(Placed other) {
      return route != other.route && route.ref().sameObject(other.route.ref());
    }
  }

  private record Pair(ObjectRef first, ObjectRef second, boolean alike) {}

  private record Clash(Placed winner, Placed loser) {
    /// In a cluster the age decides.
    static Clash of(Placed a, Placed b) {
      var older = a.route.object().created();
      var younger = b.route.object().created();
      boolean turned =
          older.isPresent() && younger.isPresent() && younger.get().isBefore(older.get());
      return turned ? new Clash(b, a) : new Clash(a, b);
    }
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.routes().isEmpty()) return;
    var attachments = new Attachments(topology);
    var seen = new HashMap<String, Placed>();
    var clashes = new LinkedHashMap<Pair, List<Clash>>();
    for (Route route : topology.routes())
      for (Door door : Door.of(attachments, route))
        for (Route.Rule rule : route.rules()) {
          var own = new HashSet<String>();
          for (RouteMatch match : rule.matches()) {
            String key =
                String.join(
                    "\0",
                    topology.unit(route.object()) + door.key(),
                    route.type().kind(),
                    match.key());
            if (!own.add(key)) continue;
            var here = new Placed(route, rule, match, door);
            Placed before = seen.putIfAbsent(key, here);
            if (before == null || here.replaces(before)) continue;
            Clash clash = Clash.of(before, here);
            var pair =
                new Pair(
                    clash.winner.route.ref(), clash.loser.route.ref(), here.leadsWhere(before));
            clashes.computeIfAbsent(pair, _ -> new ArrayList<>()).add(clash);
          }
        }
    for (List<Clash> of : clashes.values()) report(topology, of, out);
  }

  private static void report(Topology topology, List<Clash> clashes, Findings out) {
    Placed winner = clashes.getFirst().winner;
    Placed loser = clashes.getFirst().loser;
    boolean within = winner.route == loser.route;
    boolean alike = winner.leadsWhere(loser);
    boolean known = winner.route.object().created().isPresent();
    String what = loser.door.describe(loser.match);
    String message =
        within
            ? "%s has two rules for %s, of which the second gets no requests"
                .formatted(loser.route.ref(), what)
            : "%s and %s both have a rule for %s, and only one of them gets requests"
                .formatted(winner.route.ref(), loser.route.ref(), what);
    var report =
        out.report(
                loser.route.object(),
                loser.rule.path(),
                loser.match.spot().span(),
                within || known ? "gets no requests" : "the same host and match",
                message)
            .severity(alike ? Severity.LOW : Severity.MEDIUM)
            .confidence(within ? Confidence.HIGH : confidence(topology, winner, loser))
            .related(
                winner.match.spot().span(),
                within || known ? "comes first" : "the same host and match",
                within ? null : winner.route.object())
            .help("give one of them another host or match, or make both one rule with weights");
    var told = new HashSet<RouteMatch>(List.of(loser.match));
    for (Clash other : clashes)
      if (told.add(other.loser.match))
        report.related(
            other.loser.match.spot().span(),
            other.loser.door.describe(other.loser.match) + " too",
            null);
  }

  /// Samples beside each other are often alternatives; an application has the Services that it
  /// routes to.
  private static Confidence confidence(Topology topology, Placed a, Placed b) {
    boolean known = a.door.isKnown() && b.door.isKnown();
    boolean complete =
        Verdict.isComplete(topology, a.route) && Verdict.isComplete(topology, b.route);
    if (known && (complete || topology.live().at().isPresent())) return Confidence.HIGH;
    return a.door.host().isEmpty() ? Confidence.LOW : Confidence.MEDIUM;
  }
}
