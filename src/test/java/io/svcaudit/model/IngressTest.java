package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Ingress.Route;
import io.svcaudit.rules.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngressTest {
  private static Ingress ingress(String text) {
    return Manifest.of(text).topology().ingresses().getFirst();
  }

  private static List<String> backends(Ingress ingress) {
    return ingress.routes().stream()
        .map(Route::backend)
        .map(b -> b == null ? "none" : b.service() + ":" + b.port())
        .toList();
  }

  @Test
  void readsPathsInOrderAndTheDefaultBackendLast() {
    Ingress ingress =
        ingress(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web, namespace: shop}
            spec:
              ingressClassName: nginx
              defaultBackend: {service: {name: pages, port: {name: http}}}
              rules:
                - host: Shop.Example.com
                  http:
                    paths:
                      - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
                      - {pathType: ImplementationSpecific, backend: {service: {name: web, port: {name: web}}}}
                - http:
                    paths:
                      - {path: /x, pathType: Exact, backend: {resource: {kind: Bucket, name: b}}}
            """);
    assertThat(ingress.routes())
        .extracting(Route::describe)
        .containsExactly("shop.example.com/api", "shop.example.com/", "*/x", "the default backend");
    assertThat(ingress.routes())
        .extracting(Route::fieldPath)
        .containsExactly(
            "spec.rules[shop.example.com/api]",
            "spec.rules[shop.example.com/]",
            "spec.rules[*/x]",
            "spec.defaultBackend");
    assertThat(backends(ingress))
        .containsExactly("api:80", "web:\"web\"", "none", "pages:\"http\"");
    assertThat(ingress.className()).contains("nginx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"extensions/v1beta1", "networking.k8s.io/v1beta1"})
  void readsTheRemovedForms(String apiVersion) {
    Ingress ingress =
        ingress(
            """
            apiVersion: %s
            kind: Ingress
            metadata:
              name: web
              annotations: {kubernetes.io/ingress.class: gce}
            spec:
              backend: {serviceName: pages, servicePort: 80}
              rules:
                - http:
                    paths:
                      - backend: {serviceName: api, servicePort: http}
            """
                .formatted(apiVersion));
    assertThat(backends(ingress)).containsExactly("api:\"http\"", "pages:80");
    assertThat(ingress.className()).contains("gce");
  }

  @Test
  void numberZeroGivesWayToTheName() {
    Ingress ingress =
        ingress(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec: {defaultBackend: {service: {name: api, port: {number: 0, name: http}}}}
            """);
    assertThat(backends(ingress)).containsExactly("api:\"http\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: {}",
        "rules: x",
        "rules: null",
        "rules: [null]",
        "rules: [{}]",
        "rules: [{http: []}]",
        "rules: [{http: {paths: x}}]",
        "rules: [{http: {paths: [null, x]}}]",
        "defaultBackend: null"
      })
  void wrongTypesAreNotThere(String spec) {
    Ingress ingress =
        ingress(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec: {%s}
            """
                .formatted(spec));
    assertThat(ingress.routes()).isEmpty();
  }

  @Test
  void aDefaultBackendThatIsNoMappingHasNoService() {
    Ingress ingress =
        ingress(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web}
            spec: {defaultBackend: api}
            """);
    assertThat(backends(ingress)).containsExactly("none");
  }
}
