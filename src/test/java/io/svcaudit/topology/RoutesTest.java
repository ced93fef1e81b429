package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final String SERVICES =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: lonely}
      spec: {ports: [{port: 80}]}
      """;

  private static String ingress(String name) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: %s}
    spec:
      defaultBackend: {service: {name: api, port: {number: 80}}}
      rules:
        - http:
            paths:
              - {path: /a, backend: {service: {name: api, port: {number: 80}}}}
              - {path: /b, backend: {service: {name: gone, port: {number: 80}}}}
              - {path: /c, backend: {resource: {kind: Bucket, name: api}}}
    """
        .formatted(name);
  }

  private static List<String> routes(Topology topology, Service service) {
    return topology.routesTo(service).stream()
        .map(route -> route.ingress().object().name() + " " + route.route().describe())
        .toList();
  }

  @Test
  void pathsAndTheDefaultBackendLeadToAService() {
    Topology topology = Manifest.of(ingress("web") + SERVICES).topology();
    Service api = topology.services().getFirst();
    assertThat(routes(topology, api)).containsExactly("web */a", "web the default backend");
    assertThat(topology.routesTo(topology.services().getLast())).isEmpty();
  }

  @Test
  void eachFolderHasItsOwn() {
    Topology topology =
        Manifest.tree(
                Map.of(
                    "dev/app.yaml", ingress("dev") + SERVICES,
                    "prod/app.yaml", ingress("prod") + SERVICES))
            .topology();
    for (Service service : topology.services())
      assertThat(topology.routesTo(service))
          .extracting(Topology.IngressRoute::ingress)
          .extracting(Ingress::object)
          .allMatch(o -> o.file() == service.object().file());
  }
}
