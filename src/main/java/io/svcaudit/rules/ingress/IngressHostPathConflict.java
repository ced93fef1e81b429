package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Ingress.Backend;
import io.svcaudit.model.Ingress.Route;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two routes of one deployment and one class for the same host, path and path type: the controller
/// picks one of them, or refuses the second.
public final class IngressHostPathConflict implements Rule {
  @Override
  public String name() {
    return "ingress-host-path-conflict";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.SERVICES);
  }

  private record Placed(Ingress ingress, Route route) {}

  /// All routes that two Ingresses have in common are one finding.
  private record Pair(Ingress first, Ingress second) {}

  private record Clash(Placed first, Placed second) {
    boolean differs() {
      return !backend(first.route().backend()).equals(backend(second.route().backend()))
          || !first.ingress().ref().namespace().equals(second.ingress().ref().namespace());
    }

    private static String backend(@Nullable Backend backend) {
      return backend == null ? "" : backend.service() + " " + backend.port();
    }
  }

  @Override
  public void check(Topology topology, Findings out) {
    var seen = new HashMap<String, Placed>();
    var clashes = new LinkedHashMap<Pair, List<Clash>>();
    for (Ingress ingress : topology.ingresses()) {
      if (Sharing.isOnPurpose(ingress)) continue;
      for (Route route : ingress.routes()) {
        if (route.isDefault() || route.backend() == null) continue;
        var here = new Placed(ingress, route);
        Placed before = seen.putIfAbsent(key(topology, here), here);
        if (before == null || isSameObject(before.ingress(), ingress)) continue;
        clashes
            .computeIfAbsent(new Pair(before.ingress(), ingress), _ -> new ArrayList<>())
            .add(new Clash(before, here));
      }
    }
    for (List<Clash> of : clashes.values()) report(topology, of, out);
  }

  private static String key(Topology topology, Placed placed) {
    Ingress ingress = placed.ingress();
    Route route = placed.route();
    String reach = topology.unit(ingress.object()) + " " + ingress.className().orElse("");
    if (Sharing.hasItsOwnLoadBalancer(ingress)) reach += " " + ingress.ref().qualifiedName();
    String type = route.pathType().isEmpty() ? "ImplementationSpecific" : route.pathType();
    String path = route.path().isEmpty() ? "/" : route.path();
    if (type.equals("Prefix") && path.length() > 1 && path.endsWith("/"))
      path = path.substring(0, path.length() - 1);
    return String.join("\0", reach, route.host(), type, path);
  }

  /// A later definition of the same object replaces the earlier one.
  private static boolean isSameObject(Ingress a, Ingress b) {
    return a != b && a.ref().sameObject(b.ref());
  }

  private static void report(Topology topology, List<Clash> clashes, Findings out) {
    Clash clash = clashes.stream().filter(Clash::differs).findFirst().orElse(clashes.getFirst());
    Route route = clash.second().route();
    Ingress first = clash.first().ingress();
    Ingress second = clash.second().ingress();
    boolean within = first == second;
    String where = clash.differs() ? "to different backends" : "to the same backend";
    String both =
        within
            ? "%s has two routes for %s, %s".formatted(second.ref(), route.describe(), where)
            : "%s and %s both route %s, %s"
                .formatted(first.ref(), second.ref(), route.describe(), where);
    var report =
        out.report(
                second.object(),
                route.fieldPath(),
                route.place(),
                "routed here" + target(route),
                both)
            .severity(clash.differs() ? Severity.HIGH : Severity.LOW)
            .confidence(confidence(topology, clash))
            .related(
                clash.first().route().place(),
                "and here" + target(clash.first().route()),
                within ? null : first.object())
            .help(
                clash.differs()
                    ? "give one of them another host or path; for a canary, annotate"
                        + " nginx.ingress.kubernetes.io/canary: \"true\""
                    : "remove one of the two routes");
    for (Clash other : clashes)
      if (other != clash)
        report.related(
            other.second().route().place(), other.second().route().describe() + " too", null);
  }

  private static String target(Route route) {
    Backend backend = route.backend();
    return backend == null ? "" : " to " + backend.service();
  }

  /// Samples beside each other are often alternatives; an application has the Services that it
  /// routes to. Without a class some controllers give each Ingress a load balancer of its own.
  private static Confidence confidence(Topology topology, Clash clash) {
    if (clash.first().ingress() == clash.second().ingress()) return Confidence.HIGH;
    boolean complete = isFound(topology, clash.first()) && isFound(topology, clash.second());
    if (clash.second().ingress().className().isEmpty() && clash.second().route().host().isEmpty())
      return Confidence.LOW;
    boolean classed = clash.second().ingress().className().isPresent();
    return complete && classed ? Confidence.HIGH : Confidence.MEDIUM;
  }

  private static boolean isFound(Topology topology, Placed placed) {
    Backend backend = placed.route().backend();
    return backend != null
        && topology.service(placed.ingress().object(), backend.service()).orNull() != null;
  }
}
