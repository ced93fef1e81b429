package io.svcaudit.topology.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes of expectations: the connections are those of the pages Service and Network Policies
/// of kubernetes.io.
class ChecksTest {
  private static String application(String name, String namespace, String ports) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: %2$s}
    spec: {selector: {app: %1$s}, ports: [%3$s]}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s, part-of: shop}}
        spec:
          containers: [{name: %1$s, image: "x:1", ports: [{name: http, containerPort: 8080}]}]
    ---
    """
        .formatted(name, namespace, ports);
  }

  private static final String HTTP = "{name: http, port: 80, targetPort: http}";

  private static String policy(String of, String admits) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: %1$s-in, namespace: shop}
    spec:
      podSelector: {matchLabels: {app: %1$s}}
      ingress: [{from: [{podSelector: {matchLabels: {app: %2$s}}}]}]
    ---
    """
        .formatted(of, admits);
  }

  private static final String SHOP =
      application("web", "shop", HTTP)
          + application("api", "shop", HTTP + ", {name: admin, port: 81, targetPort: 8081}")
          + policy("api", "web")
          + """
          apiVersion: v1
          kind: Service
          metadata: {name: hand, namespace: shop}
          spec: {ports: [{port: 80}]}
          ---
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: web, namespace: shop}
          spec:
            ingressClassName: nginx
            rules:
              - host: shop.example.com
                http:
                  paths:
                    - path: /cart
                      pathType: Prefix
                      backend: {service: {name: web, port: {name: http}}}
          """;

  private static Checked check(Manifest manifest, String... expectations) {
    var text = new StringBuilder("expect:\n");
    for (String each : expectations) text.append("  - ").append(each).append('\n');
    return manifest
        .with(new SourceFile(ConfigFile.NAME, ".", text.toString(), SourceFile.Origin.NAMED))
        .topology()
        .expectations();
  }

  /// The broken ones, then what was not judged; `held` if there is nothing.
  private static List<String> words(Manifest manifest, String expectation) {
    Checked checked = check(manifest, expectation);
    var words = new ArrayList<String>();
    checked.broken().forEach(_ -> words.add("broken"));
    checked.unseen().stream()
        .map(Unseen::why)
        .map(why -> why.startsWith("it cannot be told") ? "open" : why)
        .forEach(words::add);
    return words.isEmpty() ? List.of("held") : words;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy/web → svc/api:80: allowed|held",
        "deploy/web → svc/api:80: denied|broken",
        "shop/deploy/web → api.shop.svc:http: allowed|held",
        "deploy/web → deploy/api:http: allowed|held",
        "deploy/api → svc/web: denied|broken",
        "deploy/web → svc/api: denied|broken",
        "ns/shop → svc/api: denied|open",
        "ns/monitoring → svc/web: allowed|held",
        "ns/monitoring → svc/web: denied|broken",
        "app=web → app=api:http: allowed|held",
        "part-of=shop → app=api:http: denied|broken",
        "app notin (web) → svc/api: denied|held",
        "internet → svc/api: denied|held",
        "internet → svc/web: denied|broken",
        "internet → svc/web: allowed|held",
        "internet → deploy/web: denied|held",
        "internet → shop.example.com/cart/1: allowed|held",
        "internet → https://shop.example.com/cart: denied|broken",
        "internet → shop.example.com/admin: denied|held",
        "internet → shop.example.com/admin: allowed|broken",
        "deploy/web → svc/hand: allowed|open",
        "deploy/web → svc/hand: denied|open",
        "deploy/web → shop.example.com/cart: denied|open",
      })
  void aConnectionIsAsExpectedOrNot(String expectation, String words) {
    assertThat(words(Manifest.of(SHOP), expectation)).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy/wep → svc/api: denied|Deployment wep was not found; did you mean web?",
        "deploy/web → svc/apii: denied|Service apii was not found; did you mean api?",
        "lab/deploy/web → svc/api: denied|Deployment lab/web was not found; did you mean shop/web?",
        "deploy/web → svc/api:82: denied|api has no port 82, only port http (80), port admin (81)",
        "deploy/web → svc/api:8081: denied|api has no port 8081, only port http (80), port admin"
            + " (81)",
        "deploy/web → deploy/api:grpc: denied|Deployment shop/api has no port \"grpc\"; it has"
            + " http",
        "deploy/web → svc/api: allowed|Service shop/api has several ports; say which one, like"
            + " api:http: http (80), admin (81)",
        "app=wep → svc/api: denied|no workload has the labels app=wep; did you mean app=web?",
        "internet → shop.exmaple.com/cart: denied|no Ingress or route that was read takes"
            + " shop.exmaple.com/cart; did you mean shop.example.com?",
      })
  void whatIsNotThereIsAnError(String expectation, String why) {
    assertThat(words(Manifest.of(SHOP), expectation)).contains(why);
  }

  private static Manifest overlays(String dev, String prod) {
    return Manifest.tree(Map.of("overlays/dev/all.yaml", dev, "overlays/prod/all.yaml", prod));
  }

  /// Both write the same namespace: the policies of the one have nothing to do with the other.
  @Test
  void theSameNameInTwoUnitsMeansEachOfThem() {
    String open = application("web", "shop", HTTP) + application("api", "shop", HTTP);
    String closed = open + policy("api", "gateway");

    assertThat(check(overlays(open, closed), "web → api: allowed").broken())
        .singleElement()
        .satisfies(
            it -> assertThat(it.goal().object().file().name()).isEqualTo("overlays/prod/all.yaml"));
    assertThat(check(overlays(open, closed), "web → api: allowed").unseen()).isEmpty();
  }

  @Test
  void whatThereIsOnceIsMeantForAll() {
    var manifest =
        Manifest.tree(
            Map.of(
                "apps/dev/web.yaml", application("web", "shop", HTTP),
                "apps/prod/web.yaml", application("web", "shop", HTTP),
                "platform/api.yaml", application("api", "shop", HTTP)));

    assertThat(words(manifest, "web → api: denied")).containsExactly("broken", "broken");
  }

  @Test
  void nothingIsJudgedOfNoExpectations() {
    assertThat(Manifest.of(SHOP).topology().expectations()).isEqualTo(Checked.NOTHING);
  }
}
