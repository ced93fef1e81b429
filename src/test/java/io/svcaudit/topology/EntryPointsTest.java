package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.ExternalIps;
import io.svcaudit.topology.entry.EntryPoint.HostNetwork;
import io.svcaudit.topology.entry.EntryPoint.HostPort;
import io.svcaudit.topology.entry.EntryPoint.LoadBalancer;
import io.svcaudit.topology.entry.EntryPoint.NodePort;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoints;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ways to a Service named `api` of namespace `shop`, and to Pods.
class EntryPointsTest {
  private static final String API =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec:
        selector: {app: api}
        ports: [{name: http, port: 80, targetPort: 8080}]
      """;

  private static final String GATEWAY =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: public, namespace: shop}
      spec:
        gatewayClassName: example
        listeners: [{name: http, port: 80, protocol: HTTP}]
      """;

  private static List<EntryPoint.ToService> to(String... texts) {
    Topology topology = Manifest.of(String.join("---\n", texts)).topology();
    var entries = new EntryPoints(topology);
    for (Service service : topology.services())
      if (service.ref().qualifiedName().equals("shop/api")) return entries.to(service);
    throw new AssertionError("no Service shop/api");
  }

  private static String service(String spec) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: api, namespace: shop}
    spec: {selector: {app: api}, ports: [{port: 80, nodePort: 30080}], %s}
    """
        .formatted(spec);
  }

  @Test
  void nothingLeadsToAServiceOfTheCluster() {
    assertThat(to(API)).isEmpty();
    assertThat(to(service("type: ClusterIP"))).isEmpty();
    assertThat(to(service("type: NodePort, clusterIP: None"))).isEmpty();
  }

  @Test
  void aNodePortStandsWhereItIsWritten() {
    assertThat(to(service("type: NodePort")))
        .singleElement()
        .isInstanceOfSatisfying(
            NodePort.class,
            entry -> {
              assertThat(entry.spot().span().line()).isEqualTo(4);
              assertThat(entry.port().nodePort()).hasValue(30080);
              assertThat(entry.sticky()).isEmpty();
            });
  }

  @Test
  void aLoadBalancerComesWithItsNodePort() {
    assertThat(to(service("type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]")))
        .satisfiesExactly(
            entry ->
                assertThat(entry)
                    .isInstanceOfSatisfying(
                        LoadBalancer.class,
                        balancer -> {
                          assertThat(balancer.internal()).isFalse();
                          assertThat(balancer.sources()).containsExactly("10.0.0.0/8");
                        }),
            entry -> assertThat(entry).isInstanceOf(NodePort.class));
  }

  @Test
  void aLoadBalancerMayBeInternalAndWithoutNodePorts() {
    String text =
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: api
          namespace: shop
          annotations:
            networking.gke.io/load-balancer-type: Internal
            service.beta.kubernetes.io/load-balancer-source-ranges: 10.0.0.0/8, 192.168.0.0/16
        spec:
          type: LoadBalancer
          allocateLoadBalancerNodePorts: false
          sessionAffinity: ClientIP
          ports: [{port: 80}]
        """;
    assertThat(to(text))
        .singleElement()
        .isInstanceOfSatisfying(
            LoadBalancer.class,
            balancer -> {
              assertThat(balancer.internal()).isTrue();
              assertThat(balancer.sources()).containsExactly("10.0.0.0/8", "192.168.0.0/16");
              assertThat(balancer.sticky()).isEqualTo("client address");
            });
  }

  @Test
  void externalIpsAreAWay() {
    assertThat(to(service("externalIPs: [192.0.2.7]")))
        .singleElement()
        .isInstanceOfSatisfying(
            ExternalIps.class, entry -> assertThat(entry.addresses()).containsExactly("192.0.2.7"));
  }

  private static Routed routed(String... texts) {
    List<EntryPoint.ToService> entries = to(texts);
    assertThat(entries).singleElement().isInstanceOf(Routed.class);
    return (Routed) entries.getFirst();
  }

  @Test
  void anIngressPathIsAWay() {
    Routed entry =
        routed(
            API,
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: web
              namespace: shop
              annotations:
                nginx.ingress.kubernetes.io/affinity: cookie
            spec:
              rules:
                - host: shop.example.com
                  http:
                    paths:
                      - path: /api
                        pathType: Prefix
                        backend: {service: {name: api, port: {name: http}}}
            """);

    assertThat(entry.describe()).isEqualTo("shop.example.com/api");
    assertThat(entry.sticky()).isEqualTo("cookie");
    assertThat(entry.ports()).extracting(ServicePort::port).containsExactly(80L);
    assertThat(entry.http()).isTrue();
    assertThat(entry.field()).isEqualTo("spec.rules[shop.example.com/api].backend");
  }

  @Test
  void aRouteIsAWayThroughTheGatewayThatTakesIt() {
    Routed entry =
        routed(
            API,
            GATEWAY,
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: web, namespace: shop}
            spec:
              parentRefs: [{name: public}]
              hostnames: [shop.example.com]
              rules:
                - matches: [{path: {value: /api}}]
                  sessionPersistence: {sessionName: s}
                  backendRefs:
                    - {name: api, port: 80}
                    - {name: api, port: 80, weight: 0}
            """);

    assertThat(entry.describe()).isEqualTo("shop.example.com/api");
    assertThat(entry.through()).extracting(each -> each.ref().name()).containsExactly("public");
    assertThat(entry.sticky()).isEqualTo("cookie");
    assertThat(entry.spot().span().line()).isGreaterThan(15);
  }

  @ParameterizedTest
  @CsvSource({
    // Refused: the protocol is another one, the listener is not there.
    "TCPRoute, '{name: public}'",
    "HTTPRoute, '{name: public, sectionName: https}'",
    // Missing, and within a mesh.
    "HTTPRoute, '{name: pubilc}'",
    "HTTPRoute, '{group: \"\", kind: Service, name: api}'"
  })
  void aRouteThatNothingOutsideServesIsNoWay(String kind, String parent) {
    assertThat(
            to(
                API,
                GATEWAY,
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: %s
                metadata: {name: web, namespace: shop}
                spec: {parentRefs: [%s], rules: [{backendRefs: [{name: api, port: 80}]}]}
                """
                    .formatted(kind, parent)))
        .isEmpty();
  }

  @Test
  void aRouteOfAGatewayThatWasNotReadIsAWay() {
    Routed entry =
        routed(
            API,
            """
            apiVersion: gateway.networking.k8s.io/v1alpha2
            kind: TLSRoute
            metadata: {name: web, namespace: edge}
            spec:
              parentRefs: [{name: public, namespace: infra}]
              hostnames: ["*.example.com"]
              rules: [{backendRefs: [{name: api, namespace: shop, port: 80}]}]
            """);

    assertThat(entry.through()).isEmpty();
    assertThat(entry.http()).isFalse();
    assertThat(entry.describe()).isEqualTo("*.example.com");
  }

  @ParameterizedTest
  @CsvSource({"api, shop", "api.shop, other", "api.shop.svc.cluster.local, other"})
  void aVirtualServiceOfAGatewayIsAWay(String host, String namespace) {
    Routed entry =
        routed(
            API,
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: web, namespace: %s}
            spec:
              hosts: [shop.example.com]
              gateways: [mesh, istio-system/public]
              http:
                - match: [{uri: {prefix: /api}}]
                  route: [{destination: {host: %s, port: {number: 80}}}]
            """
                .formatted(namespace, host));

    assertThat(entry.describe()).isEqualTo("shop.example.com/api");
    assertThat(entry.ports()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"mesh, api", "public, api.example.com", "public, api.other"})
  void aVirtualServiceWithinTheMeshOrToElsewhereIsNoWay(String gateway, String host) {
    assertThat(
            to(
                API,
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: web, namespace: shop}
                spec:
                  hosts: [shop.example.com]
                  gateways: [%s]
                  http: [{route: [{destination: {host: %s}}]}]
                """
                    .formatted(gateway, host)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"http", "8080", "80"})
  void anOpenShiftRouteNamesThePortOrThatOfThePods(String port) {
    Routed entry =
        routed(
            API,
            """
            apiVersion: route.openshift.io/v1
            kind: Route
            metadata:
              name: web
              namespace: shop
              annotations: {router.openshift.io/cookie_name: session}
            spec:
              host: shop.example.com
              path: /api
              to: {kind: Service, name: api}
              port: {targetPort: %s}
            """
                .formatted(port));

    assertThat(entry.describe()).isEqualTo("shop.example.com/api");
    assertThat(entry.ports()).extracting(ServicePort::name).containsExactly("http");
    assertThat(entry.sticky()).isEqualTo("cookie");
  }

  @Test
  void aTraefikRouteIsAWayForEachHostAndPath() {
    List<EntryPoint.ToService> entries =
        to(
            API,
            """
            apiVersion: traefik.io/v1alpha1
            kind: IngressRoute
            metadata: {name: web, namespace: edge}
            spec:
              routes:
                - match: Host(`a.example.com`, `b.example.com`) && PathPrefix(`/api`)
                  services:
                    - {name: api, namespace: shop, port: http, sticky: {cookie: {name: s}}}
                    - {name: weighted, kind: TraefikService}
            """);

    assertThat(entries)
        .extracting(entry -> ((Routed) entry).describe() + " " + entry.sticky())
        .containsExactly("a.example.com/api cookie", "b.example.com/api cookie");
  }

  @Test
  void anHttpProxyIsAWay() {
    Routed entry =
        routed(
            API,
            """
            apiVersion: projectcontour.io/v1
            kind: HTTPProxy
            metadata: {name: web, namespace: shop}
            spec:
              virtualhost: {fqdn: shop.example.com}
              routes:
                - conditions: [{prefix: /api}]
                  loadBalancerPolicy: {strategy: Cookie}
                  services: [{name: api, port: 80}]
            """);

    assertThat(entry.describe()).isEqualTo("shop.example.com/api");
    assertThat(entry.sticky()).isEqualTo("cookie");
  }

  private static List<EntryPoint.ToPods> toPods(String spec) {
    Topology topology =
        Manifest.of(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: api, namespace: shop}
                spec: %s
                """
                    .formatted(spec))
            .topology();
    return EntryPoints.to(topology.workloads().getFirst());
  }

  @Test
  void portsOfTheNodesAreWaysToPods() {
    String containers =
        "containers: [{name: api, image: api, ports: [{containerPort: 80}, {containerPort: 81,"
            + " hostPort: 8081, hostIP: 127.0.0.1}]}]";

    assertThat(toPods("{" + containers + "}"))
        .singleElement()
        .isInstanceOfSatisfying(
            HostPort.class,
            entry -> {
              assertThat(entry.number()).isEqualTo(8081);
              assertThat(entry.address()).isEqualTo("127.0.0.1");
              assertThat(entry.container().name()).isEqualTo("api");
              assertThat(entry.port().number()).isEqualTo(81);
            });
    assertThat(toPods("{hostNetwork: true, " + containers + "}"))
        .singleElement()
        .isInstanceOf(HostNetwork.class);
  }
}
