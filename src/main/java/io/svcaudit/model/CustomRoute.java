package io.svcaudit.model;

import io.svcaudit.source.Spot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A route into the cluster that a custom resource describes, as far as hosts, paths and Services
/// go.
///
/// @param legs one for each host, path and Service; may be empty
/// @param gateways the Istio Gateways of a VirtualService as `namespace/name`; may be empty
public record CustomRoute(KubeObject object, Type type, List<Leg> legs, List<String> gateways) {
  /// What serves it.
  public enum Type {
    /// Istio's, where it names a Gateway: without one it is about traffic within the mesh.
    VIRTUAL_SERVICE,
    OPENSHIFT_ROUTE,
    /// Traefik's IngressRoute, IngressRouteTCP and IngressRouteUDP.
    TRAEFIK_ROUTE,
    /// Contour's.
    HTTP_PROXY
  }

  /// @param host empty for every host
  /// @param path empty where paths do not count
  /// @param service its name
  /// @param namespace that of the Service
  /// @param port of the Service, for OpenShift of its Pods by number; null if it is not written
  /// @param http whether requests are read on the way, so that only HTTP passes
  /// @param sticky how a client is kept at one Pod: `cookie`; empty if it is not
  /// @param spot where the Service is named
  public record Leg(
      String host,
      String path,
      String service,
      String namespace,
      @Nullable PortRef port,
      boolean http,
      String sticky,
      Spot spot) {}

  public CustomRoute {
    legs = List.copyOf(legs);
    gateways = List.copyOf(gateways);
  }

  public ObjectRef ref() {
    return object.ref();
  }

  /// Null if it is an object of another kind.
  static @Nullable CustomRoute of(KubeObject object) {
    return switch (object.kind() + "." + object.ref().group()) {
      case "VirtualService.networking.istio.io" -> IstioRoutes.virtualService(object);
      case "Route.route.openshift.io" -> OpenShiftRoutes.route(object);
      case "IngressRoute.traefik.io",
          "IngressRoute.traefik.containo.us",
          "IngressRouteTCP.traefik.io",
          "IngressRouteTCP.traefik.containo.us",
          "IngressRouteUDP.traefik.io",
          "IngressRouteUDP.traefik.containo.us" ->
          TraefikRoutes.of(object);
      case "HTTPProxy.projectcontour.io" -> ContourRoutes.httpProxy(object);
      default -> null;
    };
  }
}
