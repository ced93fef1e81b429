package io.svcaudit.topology.entry;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.End;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who serves the routes.
public final class Fronts {
  private final Map<Proxy, List<Workload>> read = new EnumMap<>(Proxy.class);

  public Fronts(Topology topology) {
    for (Proxy proxy : Proxy.values())
      read.put(
          proxy,
          topology.workloads().stream()
              .filter(w -> !w.type().runsToCompletion() && proxy.is(w))
              .toList());
  }

  /// Who serves a route.
  public Front of(EntryPoint.Routed route) {
    Optional<Proxy> proxy = proxy(route);
    if (proxy.isEmpty()) return new Front("", List.of(), false);
    List<Workload> workloads = read.getOrDefault(proxy.get(), List.of());
    String name = proxy.get().toString();
    if (!workloads.isEmpty())
      return new Front(name, workloads.stream().<End>map(End.Pods::new).toList(), true);
    var usual = new End.AnyPod(proxy.get().namespace(), proxy.get().labels(), route.object());
    return new Front(name, List.of(usual), false);
  }

  private static Optional<Proxy> proxy(EntryPoint.Routed route) {
    KubeObject object = route.object();
    return switch (object.kind()) {
      case "Ingress" ->
          object
              .spec()
              .text("ingressClassName")
              .or(() -> object.annotation("kubernetes.io/ingress.class"))
              .flatMap(Proxy::ofClass);
      case "Route" -> Optional.of(Proxy.OPENSHIFT);
      case "VirtualService" -> Optional.of(Proxy.ISTIO);
      case "IngressRoute", "IngressRouteTCP", "IngressRouteUDP" -> Optional.of(Proxy.TRAEFIK);
      case "HTTPProxy" -> Optional.of(Proxy.CONTOUR);
      // Most implementations of Gateway API make a proxy of its own for each Gateway.
      default ->
          route.through().stream()
              .map(Fronts::className)
              .flatMap(name -> Proxy.ofClass(name).stream())
              .filter(proxy -> proxy == Proxy.TRAEFIK || proxy == Proxy.CONTOUR)
              .findFirst();
    };
  }

  private static String className(Gateway gateway) {
    return gateway.object().spec().text("gatewayClassName").orElse("");
  }
}
