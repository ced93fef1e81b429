package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The defaults of Gateway API v1.
class RouteTest {
  private static Route route(String kind, String spec) {
    return Manifest.of(
            """
            apiVersion: gateway.networking.k8s.io/v1
            kind: %s
            metadata: {name: web, namespace: shop}
            spec: %s
            """
                .formatted(kind, spec))
        .topology()
        .routes()
        .getFirst();
  }

  @Test
  void referencesHaveTheDefaultsOfTheApi() {
    Route route =
        route("HTTPRoute", "{parentRefs: [{name: edge}], rules: [{backendRefs: [{name: api}]}]}");

    Route.Parent parent = route.parents().getFirst();
    assertThat(parent.ref()).hasToString("Gateway shop/edge");
    assertThat(parent.isGateway()).isTrue();
    assertThat(parent.section()).isEmpty();
    assertThat(parent.port()).isEmpty();
    Route.Backend backend = route.backends().getFirst();
    assertThat(backend.ref()).hasToString("Service shop/api");
    assertThat(backend.ref().isService()).isTrue();
    assertThat(backend.weight()).isEqualTo(1);
    assertThat(backend.port()).isNull();
  }

  @Test
  void anEmptyGroupIsTheCoreGroup() {
    Route route =
        route("HTTPRoute", "{parentRefs: [{group: '', kind: Service, name: api, port: 80}]}");

    assertThat(route.parents().getFirst().ref().isService()).isTrue();
    assertThat(route.parents().getFirst().port()).hasValue(80);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPRoute, '{}', '{matches: [{path: {type: PathPrefix, value: /}}]}'",
    "HTTPRoute, '{matches: [{path: {value: /a}}]}', '{matches: [{path: {value: /a/}}]}'",
    "HTTPRoute, '{matches: [{headers: [{name: A, value: x}]}]}', '{matches: [{headers: [{name: a,"
        + " type: Exact, value: x}]}]}'",
    "GRPCRoute, '{}', '{matches: [{method: {type: Exact}}]}'",
    "TCPRoute, '{}', '{name: b}'"
  })
  void matchesThatTakeTheSameRequestsHaveOneKey(String kind, String a, String b) {
    assertThat(key(kind, a)).isEqualTo(key(kind, b));
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPRoute, '{matches: [{path: {value: /a}}]}', '{matches: [{path: {type: Exact, value:"
        + " /a}}]}'",
    "HTTPRoute, '{matches: [{path: {value: /a}}]}', '{matches: [{path: {value: /a}, method:"
        + " GET}]}'",
    "HTTPRoute, '{matches: [{queryParams: [{name: A, value: x}]}]}', '{matches: [{queryParams:"
        + " [{name: a, value: x}]}]}'",
    "HTTPRoute, '{matches: [{headers: [{name: a, value: x}]}]}', '{matches: [{queryParams: [{name:"
        + " a, value: x}]}]}'",
    "GRPCRoute, '{matches: [{method: {service: a}}]}', '{matches: [{method: {method: a}}]}'"
  })
  void matchesThatDifferHaveTwo(String kind, String a, String b) {
    assertThat(key(kind, a)).isNotEqualTo(key(kind, b));
  }

  private static String key(String kind, String rule) {
    Route route = route(kind, "{rules: [%s]}".formatted(rule));
    return route.rules().getFirst().matches().getFirst().key();
  }

  @Test
  void aListenerTakesTheRoutesOfItsProtocol() {
    String text =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: shop}
        spec:
          listeners:
            - {name: a, port: 80, protocol: http}
            - {name: b, port: 443, protocol: TLS, tls: {mode: Passthrough}}
            - {name: c, port: 444, protocol: TLS, tls: {mode: Terminate}}
            - {name: d, port: 53, protocol: UDP}
            - {name: e, port: 81, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}
            - {name: f, port: 82, protocol: example.com/own}
        """;
    Gateway gateway = Manifest.of(text).topology().gateways().getFirst();

    assertThat(gateway.listeners())
        .extracting(listener -> listener.name() + taken(listener))
        .containsExactly(
            "a[HTTP, GRPC]",
            "b[TLS]",
            "c[TLS, TCP]",
            "d[UDP]",
            "e[GRPC]",
            "f[HTTP, GRPC, TLS, TCP, UDP]");
  }

  private static String taken(Gateway.Listener listener) {
    return java.util.Arrays.stream(Route.Type.values()).filter(listener::takes).toList().toString();
  }

  @Test
  void aNamespaceHasItsNameAsALabel() {
    var topology =
        Manifest.of("apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {a: b}}\n")
            .topology();

    Labels labels = topology.namespaces().getFirst().labels();
    assertThat(labels.value("kubernetes.io/metadata.name")).isEqualTo("shop");
    assertThat(labels.value("a")).isEqualTo("b");
  }
}
