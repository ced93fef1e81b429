package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Manifest;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Rules;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Puts a value of a wrong type at every place of an application, one at a time: nothing may throw,
/// neither the model nor any rule.
class WrongTypesTest {
  private static final List<@Nullable Object> WRONG =
      Collections.unmodifiableList(
          Arrays.<@Nullable Object>asList(
              null,
              "x",
              -1,
              true,
              List.of(),
              Map.of(),
              List.of("x", 1),
              Arrays.<@Nullable Object>asList(null, List.of(), Map.of()),
              Map.of("x", "y")));

  private static final String APPLICATION =
      """
      apiVersion: v1
      kind: List
      items:
        - apiVersion: v1
          kind: Service
          metadata: {name: api, namespace: shop, labels: {app: api}, annotations: {a: b}}
          spec:
            type: NodePort
            clusterIP: None
            externalIPs: [192.0.2.1]
            publishNotReadyAddresses: true
            selector: {app: api}
            ports: [{name: http, port: 80, targetPort: web, nodePort: 30080, protocol: TCP}]
        - apiVersion: v1
          kind: Service
          metadata: {name: old, namespace: shop}
          spec: {type: ExternalName, externalName: old.example.com}
        - apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: api, namespace: shop, annotations: {nginx.ingress.kubernetes.io/default-backend: gone}}
          spec:
            ingressClassName: nginx
            tls: [{hosts: [shop.example.com], secretName: tls}]
            defaultBackend: {service: {name: api, port: {name: http}}}
            rules:
              - host: shop.example.com
                http:
                  paths: [{path: /, pathType: Prefix, backend: {service: {name: gone, port: {number: 81}}}}]
        - apiVersion: extensions/v1beta1
          kind: Ingress
          metadata: {name: older, namespace: shop}
          spec: {backend: {serviceName: api, servicePort: 80}, rules: [{http: {paths: [{backend: {serviceName: api, servicePort: http}}]}}]}
        - apiVersion: apps/v1
          kind: Deployment
          metadata: {name: api, namespace: shop}
          spec:
            replicas: 2
            selector: {matchLabels: {app: api}}
            template:
              metadata: {labels: {app: api}, annotations: {a: b}}
              spec:
                hostNetwork: false
                restartPolicy: Always
                readinessGates: [{conditionType: x}]
                initContainers: [{name: proxy, image: proxy, restartPolicy: Always, ports: [{name: p, containerPort: 1}]}]
                containers:
                  - name: api
                    image: api:1
                    command: [run]
                    args: [--fast]
                    env: [{name: A, value: b}, {name: C, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                    ports: [{name: web, containerPort: 8080, protocol: TCP}]
                    readinessProbe: {httpGet: {path: /, port: web, scheme: HTTP, host: h}, periodSeconds: 5}
                    livenessProbe: {tcpSocket: {port: nope, host: h}, failureThreshold: 2}
                    startupProbe: {exec: {command: ["true"]}}
                  - {name: b, image: b, livenessProbe: {grpc: {port: 1, service: s}}}
        - apiVersion: apps/v1
          kind: StatefulSet
          metadata: {name: db, namespace: shop}
          spec:
            serviceName: db
            template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "postgres:17", ports: [{containerPort: 5432}]}]}}
        - apiVersion: batch/v1
          kind: CronJob
          metadata: {name: nightly, namespace: shop}
          spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: api}}, spec: {containers: [{name: a, image: b}]}}}}}
        - apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          metadata: {name: api, namespace: shop}
          spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: apis}}
        - apiVersion: v1
          kind: Endpoints
          metadata: {name: api, namespace: shop}
          subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{name: http, port: 80}]}]
        - apiVersion: discovery.k8s.io/v1
          kind: EndpointSlice
          metadata: {name: api-x, namespace: shop, labels: {kubernetes.io/service-name: api}}
          addressType: IPv4
          endpoints: [{addresses: [192.0.2.7], conditions: {ready: true}}]
          ports: [{name: http, port: 80}]
      """;

  @TestFactory
  Stream<DynamicTest> nothingThrows() {
    var load = new Load(LoadSettings.builder().build());
    Object root = load.loadFromString(APPLICATION);
    var places = new ArrayList<List<Object>>();
    collect(root, List.of(), places);
    return places.stream().map(place -> dynamicTest(place.toString(), () -> checkAll(root, place)));
  }

  @Test
  void asItStandsItIsAnApplicationWithFaults() {
    Topology topology = Manifest.of(APPLICATION).topology();
    assertThat(topology.objects()).hasSize(10);
    assertThat(Manifest.of(APPLICATION).findings()).hasSizeGreaterThan(5);
  }

  private static void checkAll(Object root, List<Object> place) {
    for (Object wrong : WRONG) {
      Topology topology = Manifest.of(json(replace(root, place, wrong))).topology();
      for (Rule rule : Rules.ALL) {
        var findings = new Findings(rule);
        rule.check(topology, findings);
        assertThat(findings.all()).allSatisfy(f -> assertThat(f.message()).isNotBlank());
      }
    }
  }

  private static void collect(@Nullable Object node, List<Object> at, List<List<Object>> into) {
    if (!at.isEmpty()) into.add(at);
    if (node instanceof Map<?, ?> map)
      map.forEach((key, value) -> collect(value, below(at, String.valueOf(key)), into));
    if (node instanceof List<?> list)
      for (int i = 0; i < list.size(); i++) collect(list.get(i), below(at, i), into);
  }

  private static List<Object> below(List<Object> at, Object step) {
    var path = new ArrayList<>(at);
    path.add(step);
    return List.copyOf(path);
  }

  private static @Nullable Object replace(
      @Nullable Object node, List<Object> place, @Nullable Object with) {
    if (place.isEmpty()) return with;
    Object step = place.getFirst();
    List<Object> rest = place.subList(1, place.size());
    if (node instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, @Nullable Object>(map);
      copy.put(step, replace(map.get(step), rest, with));
      return copy;
    }
    if (node instanceof List<?> list && step instanceof Integer index) {
      var copy = new ArrayList<@Nullable Object>(list);
      copy.set(index, replace(list.get(index), rest, with));
      return copy;
    }
    throw new IllegalArgumentException("no such place: " + place);
  }

  private static String json(@Nullable Object node) {
    return switch (node) {
      case null -> "null";
      case Map<?, ?> map ->
          String.join(
                  ",\n",
                  map.entrySet().stream()
                      .map(e -> "\"" + e.getKey() + "\": " + json(e.getValue()))
                      .toList())
              .transform(inner -> "{" + inner + "}");
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(WrongTypesTest::json).toList()) + "]";
      case String text -> "\"" + text.replace("\"", "\\\"") + "\"";
      default -> node.toString();
    };
  }
}
