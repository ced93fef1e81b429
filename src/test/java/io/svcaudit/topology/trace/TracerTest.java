package io.svcaudit.topology.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.svcaudit.rules.Manifest;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Hop.Step;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What should come of a connection follows from the pages Service, DNS for Services and Pods, and
/// Network Policies of kubernetes.io.
class TracerTest {
  private static final String SHOP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: example/web:1
                env: [{name: API_URL, value: "http://user:pass@api:8080/v1"}]
                ports: [{name: http, containerPort: 3000}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec:
        type: NodePort
        selector: {app: web}
        ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api, namespace: shop}
      spec:
        selector: {app: api}
        ports: [{name: http, port: 8080, targetPort: http}, {name: admin, port: 9000, targetPort: 81}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: shop}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api}}
          spec:
            containers:
              - name: api
                image: example/api:1
                ports: [{name: http, containerPort: 80}]
                readinessProbe: {httpGet: {path: /ready, port: http}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: report, namespace: office}
      spec:
        selector: {matchLabels: {app: report}}
        template:
          metadata: {labels: {app: report}}
          spec:
            containers: [{name: report, image: example/report:1}]
      """;

  private static String policy(String name, String spec) {
    return """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: %s, namespace: shop}
    spec: %s
    """
        .formatted(name, spec);
  }

  private static Trace trace(String manifests, String from, String to) throws UsageException {
    Topology topology = Manifest.of(manifests).topology();
    var tracer = new Tracer(topology);
    var ends = new Ends(topology, tracer, "default");
    return tracer.trace(ends.client(from), ends.goal(to));
  }

  private static String verdicts(Trace trace) {
    return trace.ways().getFirst().hops().stream()
        .map(hop -> hop.step() + " " + hop.verdict().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static Hop hop(Trace trace, Step step) {
    return trace.ways().getFirst().hops().stream()
        .filter(hop -> hop.step() == step)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatNothingForbidsWorks() throws Exception {
    Trace trace = trace(SHOP, "web", "api");

    assertThat(trace.verdict()).isEqualTo(Verdict.OK);
    assertThat(verdicts(trace)).isEqualTo("name ok, Service ok, Pods ok, egress ok, ingress ok");
    assertThat(trace.to()).isEqualTo("api:8080");
    assertThat(hop(trace, Step.SERVICE).said()).contains("port http 8080 → targetPort \"http\"");
    assertThat(hop(trace, Step.PODS).said())
        .contains("Deployment api, container api, port 80, readinessProbe GET /ready");
  }

  @Test
  void theNameIsToldWithoutThePasswordBesideIt() throws Exception {
    Hop name = hop(trace(SHOP, "web", "api"), Step.NAME);

    assertThat(name.said())
        .contains("http://api:8080 from env API_URL")
        .contains("DNS egress not restricted")
        .doesNotContain("pass");
    assertThat(name.places().getFirst().spot().span().line()).isEqualTo(12);
  }

  @Test
  void fromAnotherNamespaceTheNameIsLonger() throws Exception {
    assertThat(hop(trace(SHOP, "report", "api:http"), Step.NAME).said()).contains("api.shop:8080");
  }

  @Test
  void aPolicyThatAdmitsOthersIsNamedWithThePeerThatIsMissing() throws Exception {
    String policy =
        policy(
            "api-in",
            "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [{podSelector: {matchLabels:"
                + " {app: gateway}}}], ports: [{port: 80}]}]}");
    Trace trace = trace(SHOP + policy, "web", "api");

    assertThat(trace.verdict()).isEqualTo(Verdict.NO);
    assertThat(verdicts(trace)).isEqualTo("name ok, Service ok, Pods ok, egress ok, ingress no");
    Hop ingress = hop(trace, Step.INGRESS);
    assertThat(ingress.said())
        .isEqualTo("NetworkPolicy api-in isolates api and admits only app=gateway on TCP 80");
    assertThat(ingress.help())
        .isEqualTo("add a peer {podSelector: {matchLabels: {app: web}}} for port 80 to api-in");
    assertThat(hop(trace(SHOP + policy, "report", "api:8080"), Step.INGRESS).help())
        .contains("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: office}}, ")
        .contains("podSelector: {matchLabels: {app: report}}}");
  }

  @Test
  void policiesSeeThePortOfThePod() throws Exception {
    String admits = "{podSelector: {matchLabels: {app: api}}, ingress: [{ports: [{port: %s}]}]}";

    assertThat(trace(SHOP + policy("p", admits.formatted("80")), "web", "api").verdict())
        .isEqualTo(Verdict.OK);
    assertThat(trace(SHOP + policy("p", admits.formatted("http")), "web", "api").verdict())
        .isEqualTo(Verdict.OK);
    assertThat(trace(SHOP + policy("p", admits.formatted("8080")), "web", "api").verdict())
        .isEqualTo(Verdict.NO);
  }

  @Test
  void whoMayNotAskTheDnsDoesNotGetFar() throws Exception {
    String toApi =
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
            + " [{podSelector: {matchLabels: {app: api}}}]}%s]}";
    Trace blocked = trace(SHOP + policy("web-out", toApi.formatted("")), "web", "api");

    assertThat(verdicts(blocked)).isEqualTo("name no, Service ok, Pods ok, egress ok, ingress ok");
    assertThat(hop(blocked, Step.NAME).said())
        .contains("DNS egress is blocked: NetworkPolicy web-out isolates web");
    String dns = ", {ports: [{port: 53, protocol: UDP}]}";
    assertThat(trace(SHOP + policy("web-out", toApi.formatted(dns)), "web", "api").verdict())
        .isEqualTo(Verdict.OK);
  }

  /// NodeLocal DNSCache and OpenShift's DNS are where only some clusters have a server.
  @Test
  void aServerThatOnlySomeClustersHaveLeavesItOpen() throws Exception {
    String out =
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to:"
            + " [{podSelector: {matchLabels: {app: api}}}]}, {to: [%s], ports: [{port: %d,"
            + " protocol: UDP}]}]}";
    String nodeLocal = out.formatted("{ipBlock: {cidr: 169.254.20.10/32}}", 53);
    String openshift =
        out.formatted(
            "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: openshift-dns}}}",
            5353);

    for (String spec : List.of(nodeLocal, openshift))
      assertThat(hop(trace(SHOP + policy("web-out", spec), "web", "api"), Step.NAME).verdict())
          .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void thePortOfThePodIsNotThatOfTheService() throws Exception {
    Trace trace = trace(SHOP, "web", "api:81");

    assertThat(verdicts(trace)).isEqualTo("name ok, Service no");
    assertThat(hop(trace, Step.SERVICE).help())
        .isEqualTo("connect to port 9000, which leads to 81");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "internet | svc/web                | entry ok, Service ok, Pods ok, ingress ok",
        "internet | api:8080               | entry no",
        "internet | deploy/web             | entry no, Pods ok, ingress ok",
        "internet | shop.example.com/cart  | entry ok, Service ok, Pods ok, ingress ok",
        "report   | web.shop               | name ok, Service ok, Pods ok, egress ok, ingress ok",
        "ns/office | shop/svc/web:http     | name ok, Service ok, Pods ok, egress ok, ingress ok",
        "shop/deploy/web | deploy/api:http | Pods ok, egress ok, ingress ok",
        "web      | shop.example.com/      | name unknown, entry ok, Service ok, Pods ok, ingress"
            + " ok",
      })
  void waysThroughTheCluster(String from, String to, String verdicts) throws Exception {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, namespace: shop}
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
        """;

    assertThat(verdicts(trace(SHOP + ingress, from, to))).startsWith(verdicts.strip());
  }

  @Test
  void fromOutsideOneWayThatWorksIsEnough() throws Exception {
    String policy =
        policy(
            "web-in",
            "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{namespaceSelector:"
                + " {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]}]}");
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, namespace: shop}
        spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}
        """;
    Trace trace = trace(SHOP + policy + ingress, "internet", "web");

    assertThat(trace.ways()).extracting(Way::verdict).containsExactly(Verdict.NO, Verdict.OK);
    assertThat(trace.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void theLongestPathOfTheMostExactHostTakesARequest() throws Exception {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, namespace: shop}
        spec:
          rules:
            - host: "*.example.com"
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
            - host: shop.example.com
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                  - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {name: http}}}}
        """;
    Topology topology = Manifest.of(SHOP + ingress).topology();
    var tracer = new Tracer(topology);

    assertThat(names(tracer, "shop.example.com", "/api/v1")).containsExactly("api");
    assertThat(names(tracer, "shop.example.com", "/apis")).containsExactly("web");
    assertThat(names(tracer, "other.example.com", "/api")).containsExactly("web");
    assertThat(names(tracer, "example.org", "/")).isEmpty();
  }

  private static List<String> names(Tracer tracer, String host, String path) {
    return tracer.servicesAt(host, path).stream().map(s -> s.object().name()).toList();
  }

  @Test
  void aControllerThatWasNotReadIsTakenToBeWhereItUsuallyIs() throws Exception {
    String ingress =
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, namespace: shop}
        spec:
          ingressClassName: nginx
          defaultBackend: {service: {name: api, port: {number: 8080}}}
        """;
    String from = "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [%s]}]}";
    String nginx =
        "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}";
    String web = "{podSelector: {matchLabels: {app: web}}}";

    assertThat(
            trace(SHOP + ingress + policy("p", from.formatted(nginx)), "internet", "api").verdict())
        .isEqualTo(Verdict.OK);
    assertThat(
            trace(SHOP + ingress + policy("p", from.formatted(web)), "internet", "api").verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wep      | api      | wep was not found; did you mean web?",
        "web      | apo      | apo was not found; did you mean api?",
        "web      | svc/apo  | Service apo was not found; did you mean api?",
        "report   | api      | Service shop/api has several ports; say which one, like api:http",
        "web:80   | api      | the port goes to the other end",
        "svc/api  | web      | a Service does not connect",
        "web      | ns/shop  | no end to connect to",
        "web      | a//b     | cannot read \"a//b\"",
        "internet | nowhere.example.com/ | no Ingress or route that was read takes"
            + " nowhere.example.com/",
        "web      | deploy/report | say which port of Deployment office/report is meant",
      })
  void whatCannotBeFoundIsSaidWithARemedy(String from, String to, String message) {
    assertThatThrownBy(() -> trace(SHOP, from, to))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameInSeveralNamespacesMustBeSaidInFull() throws Exception {
    String other = SHOP.replace("namespace: shop", "namespace: stage");

    assertThatThrownBy(() -> trace(SHOP + "---\n" + other, "web", "shop/api:http"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Deployment shop/web, Deployment stage/web")
        .hasMessageContaining("like shop/deployment/web");
    assertThat(trace(SHOP + "---\n" + other, "stage/web", "stage/api").verdict())
        .isEqualTo(Verdict.OK);
  }
}
