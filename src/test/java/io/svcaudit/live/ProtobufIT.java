package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.source.ApiList;
import io.svcaudit.source.ApiStatus;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server sends in protobuf says the same as what it sends in JSON, field by field.
@OnControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtobufIT {
  private static final Pattern NAME = Pattern.compile("(?m)^  name: (\\S+)$");

  /// One of every way in which a field can be written.
  private static final String RICH =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: rich
        labels: {app: "", "yes": "on", a/b: "1"}
        annotations: {text: "ein längerer Text: 1 ≠ 2, der nicht in ein kurzes Wort passt, und noch etwas"}
        finalizers: [example.com/keep]
      spec:
        activeDeadlineSeconds: 3600
        automountServiceAccountToken: false
        hostAliases: [{ip: 10.0.0.1, hostnames: [a, b]}]
        dnsConfig: {nameservers: [10.0.0.2], options: [{name: ndots, value: "2"}, {name: debug}]}
        readinessGates: [{conditionType: example.com/ready}]
        initContainers:
        - {name: native, image: "example.com/i:1", restartPolicy: Always, ports: [{containerPort: 9, protocol: SCTP}]}
        containers:
        - name: a
          image: example.com/a:1
          command: ["", "sh"]
          env:
          - {name: EMPTY, value: ""}
          - {name: FROM, valueFrom: {configMapKeyRef: {name: rich, key: k, optional: false}}}
          - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}
          envFrom: [{prefix: P_, configMapRef: {name: rich}}, {secretRef: {name: none, optional: true}}]
          ports: [{name: http, containerPort: 8080, hostPort: 18080, hostIP: 127.0.0.1}]
          resources: {limits: {cpu: 1500m, memory: 1Gi}, requests: {cpu: "1", memory: 0.5Gi}}
          livenessProbe: {httpGet: {path: /, port: 8080, httpHeaders: [{name: Host, value: a}]}, initialDelaySeconds: 0}
          readinessProbe: {httpGet: {path: /, port: http, scheme: HTTPS}}
          startupProbe: {grpc: {port: 9000, service: ""}}
          lifecycle: {preStop: {exec: {command: [sleep, "1"]}}, postStart: {tcpSocket: {port: 1, host: b}}}
          volumeMounts: [{name: map, mountPath: /m, readOnly: true}, {name: empty, mountPath: /e}]
        volumes:
        - {name: map, configMap: {name: rich, defaultMode: 0, items: [{key: k, path: p, mode: 256}]}}
        - {name: empty, emptyDir: {}}
        - {name: all, projected: {sources: [{configMap: {name: rich}}, {downwardAPI: {items: [{path: l, fieldRef: {fieldPath: metadata.labels}}]}}]}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: rich}
      immutable: false
      data: {k: v, empty: "", multi: "a\\nb\\n", u: "ключ"}
      binaryData: {b: AAEC/w==}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: rich}
      spec:
        replicas: 0
        serviceName: rich
        selector: {matchLabels: {app: rich}, matchExpressions: [{key: tier, operator: Exists}, {key: x, operator: In, values: [a]}]}
        template: {metadata: {labels: {app: rich, tier: "", x: a}}, spec: {containers: [{name: a, image: "example.com/a:1"}]}}
        updateStrategy: {rollingUpdate: {partition: 0}}
        ordinals: {start: 0}
        volumeClaimTemplates: [{metadata: {name: data, labels: {a: b}}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: rich}
      spec:
        replicas: 2
        paused: true
        strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}
        selector: {matchLabels: {app: rich-d}}
        template: {metadata: {labels: {app: rich-d}}, spec: {containers: [{name: a, image: "example.com/a:1"}]}}
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: rich}
      spec:
        selector: {matchLabels: {app: rich-s}}
        template: {metadata: {labels: {app: rich-s}}, spec: {hostNetwork: true, nodeSelector: {a: b}, containers: [{name: a, image: "example.com/a:1"}]}}
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: rich}
      spec:
        schedule: "0 0 1 1 *"
        suspend: true
        jobTemplate: {spec: {completions: 1, template: {spec: {restartPolicy: Never, containers: [{name: a, image: "example.com/a:1"}]}}}}
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: rich}
      spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: a, image: "example.com/a:1"}]}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: rich}
      spec:
        ingressClassName: rich
        defaultBackend: {resource: {apiGroup: example.com, kind: Bucket, name: b}}
        tls: [{hosts: [a.example.com], secretName: s}, {}]
        rules:
        - host: a.example.com
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {name: http}}}}, {pathType: ImplementationSpecific, backend: {service: {name: a, port: {number: 80}}}}]}
        - {host: b.example.com}
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: rich}
      spec: {controller: example.com/c, parameters: {apiGroup: example.com, kind: P, name: p}}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: rich}
      webhooks:
      - name: rich.example.com
        clientConfig: {service: {name: a, namespace: b, path: /v, port: 8443}}
        rules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [none]}]
        objectSelector: {matchLabels: {never: "true"}}
        sideEffects: None
        failurePolicy: Ignore
        admissionReviewVersions: [v1]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: rich}
      webhooks:
      - name: rich.example.com
        clientConfig: {url: "https://127.0.0.1:1/"}
        rules: [{apiGroups: [example.com], apiVersions: [v1], operations: ["*"], resources: [none], scope: Namespaced}]
        sideEffects: None
        failurePolicy: Ignore
        admissionReviewVersions: [v1]
        reinvocationPolicy: IfNeeded
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: richs.example.com}
      spec:
        group: example.com
        names: {kind: Rich, plural: richs, shortNames: [r]}
        scope: Namespaced
        conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {service: {name: a, namespace: b}}}}
        versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
      ---
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: rich}
      spec: {replicas: 0, selector: {app: rc}, template: {metadata: {labels: {app: rc}}, spec: {containers: [{name: a, image: "example.com/a:1"}]}}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: rich, labels: {topology.kubernetes.io/zone: a}}
      spec: {unschedulable: true, taints: [{key: a, effect: NoSchedule}], podCIDRs: [10.9.0.0/24]}
      """;

  private final ControlPlane plane;

  ProtobufIT(ControlPlane plane) {
    this.plane = plane;
  }

  @BeforeAll
  void makeOneOfEveryKind() throws IOException {
    String namespace = plane.namespace();
    plane.apply(namespace, RICH);
    // Those that take a node port or an address twice are refused: the others do.
    var text = new StringBuilder();
    int number = 0;
    for (Path file : accepted())
      for (String object : Files.readString(file).split("\n---\n"))
        text.append(NAME.matcher(object).replaceFirst("  name: $1-" + number++)).append("\n---\n");
    Path all = Files.createTempFile("accepted", ".yaml");
    Files.writeString(all, text);
    plane.kubectl("apply", "-n", namespace, "-f", all.toString());
    Files.delete(all);
  }

  private static List<Path> accepted() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/api/validation"))) {
      return files.filter(file -> file.toString().endsWith("-accepted.yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1, ConfigMap, configmaps, 1",
    "v1, Namespace, namespaces, 4",
    "v1, Node, nodes, 1",
    "v1, Pod, pods, 1",
    "v1, ReplicationController, replicationcontrollers, 1",
    "v1, Service, services, 60",
    "admissionregistration.k8s.io/v1, MutatingWebhookConfiguration, mutatingwebhookconfigurations,"
        + " 1",
    "admissionregistration.k8s.io/v1, ValidatingWebhookConfiguration,"
        + " validatingwebhookconfigurations, 1",
    "apiextensions.k8s.io/v1, CustomResourceDefinition, customresourcedefinitions, 1",
    "apiregistration.k8s.io/v1, APIService, apiservices, 10",
    "apps/v1, DaemonSet, daemonsets, 1",
    "apps/v1, Deployment, deployments, 1",
    "apps/v1, StatefulSet, statefulsets, 1",
    "autoscaling/v1, HorizontalPodAutoscaler, horizontalpodautoscalers, 3",
    "autoscaling/v2, HorizontalPodAutoscaler, horizontalpodautoscalers, 3",
    "batch/v1, CronJob, cronjobs, 1",
    "batch/v1, Job, jobs, 1",
    "discovery.k8s.io/v1, EndpointSlice, endpointslices, 10",
    "networking.k8s.io/v1, Ingress, ingresses, 1",
    "networking.k8s.io/v1, IngressClass, ingressclasses, 1",
    "networking.k8s.io/v1, NetworkPolicy, networkpolicies, 20",
    "policy/v1, PodDisruptionBudget, poddisruptionbudgets, 5",
  })
  void bothFormsSayTheSame(String apiVersion, String kind, String plural, int atLeast)
      throws IOException {
    var type = new ApiList.Type(apiVersion, kind, false);
    assertThat(type.accept()).startsWith("application/vnd.kubernetes.protobuf,");
    String path = (apiVersion.equals("v1") ? "/api/v1/" : "/apis/" + apiVersion + "/") + plural;
    // Controllers write between two answers: what is compared has to be of one moment.
    for (int attempt = 1; ; attempt++) {
      byte[] before = plane.api().bytes(path, "application/json");
      byte[] wire = plane.api().bytes(path, type.accept());
      byte[] after = plane.api().bytes(path, "application/json");
      if (!Arrays.equals(before, after) && attempt < 20) continue;
      assertThat(wire).startsWith('k', '8', 's', 0);
      List<String> fromWire = read(type, wire);
      // The type of an object within an object is not written in protobuf.
      List<String> fromJson =
          read(type, after).stream()
              .map(o -> o.replace("kind=STRING PersistentVolumeClaim, ", ""))
              .toList();
      assertThat(fromWire).hasSizeGreaterThanOrEqualTo(atLeast).isEqualTo(fromJson);
      return;
    }
  }

  @Test
  void customResourcesComeInJson() throws IOException {
    var type = new ApiList.Type("example.com/v1", "Rich", false);
    assertThat(type.accept()).isEqualTo("application/json");
    byte[] list =
        Await.until(
            () -> plane.api().served("/apis/example.com/v1/richs", type.accept()),
            () -> "a new kind to be served");
    assertThat(read(type, list)).isEmpty();
  }

  @Test
  void whatIsRefusedIsToldInBothForms() throws IOException {
    byte[] wire = plane.api().refused("/api/v1/nothings", "application/vnd.kubernetes.protobuf");
    assertThat(wire).startsWith('k', '8', 's', 0);
    assertThat(ApiStatus.message(wire))
        .isEqualTo(ApiStatus.message(plane.api().refused("/api/v1/nothings", "application/json")))
        .isEqualTo("the server could not find the requested resource");
  }

  /// The objects of a list as text: fields in the order of their names, without those that are
  /// null.
  private static List<String> read(ApiList.Type type, byte[] list) throws IOException {
    var objects = new ArrayList<String>();
    new ApiList(type, "test")
        .read(new ByteArrayInputStream(list), document -> objects.add(text(document.root())));
    return objects;
  }

  private static String text(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.isNull() ? "" : scalar.type() + " " + scalar.text();
      case Sequence sequence -> sequence.items().stream().map(ProtobufIT::text).toList().toString();
      case Mapping mapping -> {
        var fields = new TreeMap<String, String>();
        mapping
            .entries()
            .forEach((name, entry) -> {
              String value = text(entry.value());
              if (!value.isEmpty()) fields.put(name, value);
            });
        yield fields.toString();
      }
    };
  }
}
