package io.svcaudit.topology.entry;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoint.ToService;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.End;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From how far the ways into the cluster can be taken. Of a route that depends on what serves it:
/// on the load balancer of the proxy, where that was read, or on what its class is called.
public final class Reaches {
  private static final String SCHEME = "alb.ingress.kubernetes.io/scheme";

  /// Ends of names that no public DNS knows (RFC 6762, RFC 8375, and `.internal`, which ICANN keeps
  /// for private use) or that are used as if.
  private static final List<String> PRIVATE_NAMES =
      List.of(".internal", ".local", ".home.arpa", ".lan", ".intranet", ".private", ".corp");

  private final Topology topology;
  private final Fronts fronts;

  public Reaches(Topology topology) {
    this.topology = topology;
    this.fronts = new Fronts(topology);
  }

  /// From how far one can be taken.
  public Reach of(ToService way) {
    return switch (way) {
      case EntryPoint.NodePort _ -> new Reach(Exposure.NODE, true);
      case EntryPoint.LoadBalancer balancer ->
          new Reach(isPrivate(balancer) ? Exposure.VPC : Exposure.PUBLIC, true);
      case EntryPoint.ExternalIps ips ->
          new Reach(Addresses.arePrivate(ips.addresses()) ? Exposure.VPC : Exposure.PUBLIC, true);
      case Routed route -> of(route);
    };
  }

  /// Whether a load balancer is of the private network, or admits nobody else.
  public static boolean isPrivate(EntryPoint.LoadBalancer balancer) {
    return balancer.internal() || Addresses.arePrivate(balancer.sources());
  }

  private Reach of(Routed route) {
    if (isInternal(route)) return new Reach(Exposure.VPC, true);
    if (isExternal(route)) return new Reach(Exposure.PUBLIC, true);
    return switch (served(route)) {
      case PUBLIC -> new Reach(Exposure.PUBLIC, true);
      case VPC -> new Reach(Exposure.VPC, true);
      // What stands before the proxy was not read.
      case NONE, CLUSTER, NODE -> new Reach(Exposure.PUBLIC, false);
    };
  }

  private Exposure served(Routed route) {
    return fronts.of(route).ends().stream()
        .filter(End.Pods.class::isInstance)
        .flatMap(end -> topology.servicesSelecting(((End.Pods) end).workload()).stream())
        .map(Topology::exposure)
        .max(Comparator.naturalOrder())
        .orElse(Exposure.NONE);
  }

  /// Whether a route is of the private network, by its host, by what its class is called, or by
  /// what its Gateways ask of the cloud.
  public static boolean isInternal(Routed route) {
    String host = route.host().toLowerCase(Locale.ROOT);
    if (PRIVATE_NAMES.stream().anyMatch(host::endsWith)) return true;
    if (!route.through().isEmpty()) return route.through().stream().allMatch(Reaches::isInternal);
    return route.object().annotation(SCHEME).filter("internal"::equals).isPresent()
        || className(route.object()).filter(Reaches::isPrivateName).isPresent();
  }

  private static boolean isExternal(Routed route) {
    return route.object().annotation(SCHEME).filter("internet-facing"::equals).isPresent()
        || className(route.object()).filter(name -> name.contains("external")).isPresent()
        || route.through().stream()
            .anyMatch(gateway -> gateway.className().orElse("").contains("external"));
  }

  private static Optional<String> className(KubeObject object) {
    return object
        .spec()
        .text("ingressClassName")
        .or(() -> object.annotation("kubernetes.io/ingress.class"));
  }

  private static boolean isPrivateName(String name) {
    return name.contains("internal") || name.contains("private") || name.contains("rilb");
  }

  /// Whether a Gateway is of the private network, by its class or by what it asks of the cloud.
  private static boolean isInternal(Gateway gateway) {
    if (gateway.className().filter(Reaches::isPrivateName).isPresent()) return true;
    Mapping wanted = gateway.object().spec().mapping("infrastructure", "annotations");
    for (String key : wanted.entries().keySet()) {
      String value = wanted.text(key).orElse("").toLowerCase(Locale.ROOT);
      if (key.contains("internal") && value.equals("true")) return true;
      if (value.equals("internal")) return true;
    }
    return false;
  }
}
