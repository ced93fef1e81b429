package io.svcaudit.topology.policy;

import static io.svcaudit.topology.policy.Cluster.app;
import static io.svcaudit.topology.policy.Cluster.external;
import static io.svcaudit.topology.policy.Cluster.namespace;
import static io.svcaudit.topology.policy.Cluster.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.rules.Manifest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// NetworkPolicies as the API describes them: networking.k8s.io/v1 and kubernetes.io, Network
/// Policies.
class PoliciesTest {
  private static final String WEB = app("shop", "web");
  private static final String API =
      app("shop", "api", "{name: http, containerPort: 8080}, {containerPort: 9090}");
  private static final String AGENT = app("watch", "agent");

  private static Cluster shop(String... policies) {
    String all = String.join("---\n", policies);
    return Cluster.of(
        namespace("shop", "team: a"), namespace("watch", "team: b"), WEB, API, AGENT, all);
  }

  private static String onApi(String rest) {
    return policy("shop", "api", "podSelector: {matchLabels: {app: api}}, " + rest);
  }

  private static String onWeb(String rest) {
    return policy("shop", "web", "podSelector: {matchLabels: {app: web}}, " + rest);
  }

  @Test
  void withoutPolicyEverythingIsAllowed() {
    var shop = Cluster.of(WEB, API);

    assertThat(shop.connections("web", "api")).isEqualTo("all");
    assertThat(shop.connections(external("203.0.113.7"), shop.pods("api"))).isEqualTo("all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingress: []                                       | none",
        "policyTypes: [Ingress]                            | none",
        "policyTypes: [Egress]                             | all",
        "ingress: [{}]                                     | all",
        "ingress: [null]                                   | all",
        "ingress: [{from: []}]                             | all",
        "ingress: [{from: [{podSelector: {}}]}]            | all",
        "ingress: [{from: [{namespaceSelector: {}}]}]      | all",
        "ingress: [{from: [{}]}]                           | none",
        "ingress: [{ports: [{port: 80}]}]                  | TCP 80",
        "ingress: [{ports: [{port: 80, protocol: UDP}]}]   | UDP 80",
        "ingress: [{ports: [{port: 80, endPort: 90}]}]     | TCP 80-90",
        "ingress: [{ports: [{protocol: SCTP}]}]            | SCTP 1-65535",
        "ingress: [{ports: [{}]}]                          | TCP 1-65535",
        "ingress: [{ports: []}]                            | all",
        "ingress: [{ports: [{port: http}]}]                | TCP 8080",
        "ingress: [{ports: [{port: http, protocol: UDP}]}] | none",
        "ingress: [{ports: [{port: https}]}]               | none",
        "ingress: [{ports: [{port: 1}, {port: 2}, {port: 9}]}] | TCP 1-2, 9",
        "ingress: [{ports: [{port: 1}]}, {ports: [{port: 53, protocol: UDP}]}] | TCP 1; UDP 53",
        "ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]   | all",
        "ingress: [{from: [{podSelector: {matchLabels: {app: agent}}}]}] | none",
        "ingress: [{from: [{namespaceSelector: {matchLabels: {team: a}}}]}] | all",
        "ingress: [{from: [{namespaceSelector: {matchLabels: {team: b}}}]}] | none",
        "ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: x}}}]}] | none",
        "ingress: [{from: [{namespaceSelector: {}}, {podSelector: {matchLabels: {app: x}}}]}] |"
            + " all",
        "egress: [{to: []}]                                | none",
        "ingress: [{}], egress: []                         | all",
      })
  void rulesOfTheDestination(String spec, String admitted) {
    assertThat(shop(onApi(spec)).connections("web", "api")).isEqualTo(admitted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "egress: []                                        | all",
        "policyTypes: [Egress]                             | none",
        "policyTypes: [Ingress], egress: [{}]              | all",
        "egress: [{}]                                      | all",
        "egress: [{ports: [{port: http}]}]                 | TCP 8080",
        "egress: [{to: [{podSelector: {matchLabels: {app: api}}}]}]   | all",
        "egress: [{to: [{podSelector: {matchLabels: {app: agent}}}]}] | none",
        "egress: [{to: [{ipBlock: {cidr: 203.0.113.0/24}}]}]          | none",
      })
  void rulesOfTheSource(String spec, String admitted) {
    assertThat(shop(onWeb(spec)).connections("web", "api")).isEqualTo(admitted);
  }

  @Test
  void bothEndsMustAgree() {
    var shop =
        shop(
            onWeb("egress: [{ports: [{port: 1, endPort: 10}]}]"),
            onApi("ingress: [{ports: [{port: 5, endPort: 20}]}]"));

    assertThat(shop.connections("web", "api")).isEqualTo("TCP 5-10");
    assertThat(shop.tcp("web", "api", 12))
        .isInstanceOfSatisfying(
            Verdict.Denied.class,
            denied -> {
              assertThat(denied.byEgress()).isTrue();
              assertThat(denied.byIngress()).isFalse();
            });
  }

  @Test
  void aVerdictNamesTheRulesThatAdmit() {
    var shop =
        shop(
            onApi(
                """
                ingress: [
                  {from: [{podSelector: {matchLabels: {app: x}}}]},
                  {from: [{podSelector: {}}], ports: [{port: 1}, {port: 8080}]},
                ]
                """),
            policy("shop", "none", "podSelector: {}"));

    Side ingress = shop.tcp("web", "api", 8080).ingress();

    assertThat(ingress.isolation().policies())
        .extracting(policy -> policy.object().name())
        .containsExactly("api", "none");
    assertThat(ingress.admissions()).hasSize(1);
    Admission admission = ingress.admissions().getFirst();
    assertThat(admission.policy().object().name()).isEqualTo("api");
    assertThat(admission.peer().orElseThrow().spot().span().text()).contains("podSelector: {}");
    assertThat(admission.port().orElseThrow().spot().span().text()).isEqualTo("{port: 8080}");
    assertThat(shop.tcp("web", "api", 8080)).isInstanceOf(Verdict.Allowed.class);
    assertThat(shop.tcp("web", "api", 8081).ingress().admissions()).isEmpty();
  }

  @Test
  void aPeerWithoutNamespaceSelectorMeansThePolicysNamespace() {
    var shop = shop(onApi("ingress: [{from: [{podSelector: {}}]}]"));

    assertThat(shop.connections("web", "api")).isEqualTo("all");
    assertThat(shop.connections("agent", "api")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24,    none?",
    "203.0.113.0/25, all",
    "203.0.113.7/32,    all",
    "203.0.113.128/25,   none",
    "10.1.2.3/32,       all",
    "10.1.3.0/24,       all",
    "2001:db8::/64,      none"
  })
  void blocksAdmitAddressesWithoutTheirExceptions(String client, String admitted) {
    var shop =
        shop(
            onApi(
                """
                ingress: [{from: [
                  {ipBlock: {cidr: 203.0.113.0/25}},
                  {ipBlock: {cidr: 10.0.0.0/8, except: [10.2.0.0/16]}},
                  {ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/26, 203.0.113.192/26]}}
                ]}]
                """));

    assertThat(shop.connections(external(client), shop.pods("api"))).isEqualTo(admitted);
    assertThat(shop.connections(external("10.2.0.1"), shop.pods("api"))).isEqualTo("none");
  }

  @Test
  void whetherABlockHoldsForAPodIsUnknownUnlessItCannotHaveSuchAnAddress() {
    var shop =
        shop(onApi("ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 80}]}]"));

    assertThat(shop.tcp("web", "api", 80))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            unknown ->
                assertThat(unknown.why())
                    .isEqualTo("whether 0.0.0.0/0 holds for a Pod is up to the network plugin"));
    assertThat(shop.tcp("web", "api", 81)).isInstanceOf(Verdict.Denied.class);
  }

  @Test
  void ofAnUnseenNamespaceOnlyTheNameIsKnown() {
    String rule = "ingress: [{from: [{namespaceSelector: {matchLabels: {%s}}}]}]";
    String byName = rule.formatted("kubernetes.io/metadata.name: watch");
    String byTeam = rule.formatted("team: b");

    assertThat(Cluster.of(API, AGENT, onApi(byName)).connections("agent", "api")).isEqualTo("all");
    var unseen = Cluster.of(API, AGENT, onApi(byTeam));
    assertThat(unseen.connections("agent", "api")).isEqualTo("none?");
    assertThat(((Verdict.Unknown) unseen.tcp("agent", "api", 80)).why())
        .isEqualTo("the labels of namespace watch were not read");
    assertThat(shop(onApi(byTeam)).connections("agent", "api")).isEqualTo("all");
  }

  @Test
  void aPodThatWasNotReadMayHaveMoreLabels() {
    var shop =
        shop(
            onApi(
                "ingress: [{from: [{podSelector: {matchLabels: {app: x}}, namespaceSelector:"
                    + " {}}]}]"));

    assertThat(shop.connections(shop.anyPod("watch", Map.of()), shop.pods("api")))
        .isEqualTo("none?");
    assertThat(shop.connections(shop.anyPod("watch", Map.of("app", "x")), shop.pods("api")))
        .isEqualTo("all");
    assertThat(shop.connections(shop.anyPod("watch", Map.of("app", "y")), shop.pods("api")))
        .isEqualTo("none");
  }

  @Test
  void theOwnNodeAndThePodItselfAreAlwaysAllowed() {
    String pod =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: pod, namespace: shop}\n"
            + "spec: {containers: [{name: c, image: c}]}\n";
    var shop = shop(pod, policy("shop", "none", "podSelector: {}, policyTypes: [Ingress, Egress]"));

    assertThat(shop.connections(new End.OwnNode(), shop.pods("api"))).isEqualTo("all");
    assertThat(shop.connections("pod", "pod")).isEqualTo("all");
    assertThat(shop.connections("api", "api")).as("of one Pod to another").isEqualTo("none");
  }

  @Test
  void onTheNetworkOfANodeNothingIsKnown() {
    String host = app("shop", "host").replace("containers:", "hostNetwork: true, containers:");
    var shop = shop(host, onApi("ingress: []"));

    assertThat(shop.connections("host", "api")).isEqualTo("none?");
    assertThat(shop.connections("web", "host")).isEqualTo("none?");
    assertThat(((Verdict.Unknown) shop.tcp("host", "api", 80)).why())
        .startsWith("Deployment shop/host is on the network of its node");
  }

  @ParameterizedTest
  @CsvSource({
    "cilium.io/v2,                     CiliumNetworkPolicy,            shop,  none?",
    "cilium.io/v2,                     CiliumNetworkPolicy,            watch, none",
    "cilium.io/v2,                     CiliumClusterwideNetworkPolicy, '',    none?",
    "projectcalico.org/v3,             NetworkPolicy,                  shop,  none?",
    "crd.projectcalico.org/v1,         GlobalNetworkPolicy,            '',    none?",
    "policy.networking.k8s.io/v1alpha1, AdminNetworkPolicy,            '',    none?",
    "crd.antrea.io/v1beta1,            ClusterNetworkPolicy,           '',    none?",
  })
  void policiesOfOtherKindsMayDecideOtherwise(
      String apiVersion, String kind, String namespace, String admitted) {
    String other =
        "apiVersion: %s\nkind: %s\nmetadata: {name: other, namespace: \"%s\"}\nspec: {}\n"
            .formatted(apiVersion, kind, namespace);
    var shop = shop(other, onApi("ingress: []"));

    assertThat(shop.connections("web", "api")).isEqualTo(admitted);
  }

  @Test
  void whatCalicoShowsOfKubernetesIsNoOtherPolicy() {
    String shown =
        "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\n"
            + "metadata: {name: knp.default.api, namespace: shop}\nspec: {}\n";

    assertThat(shop(shown, onApi("ingress: []")).connections("web", "api")).isEqualTo("none");
  }

  @Test
  void aPolicyMayBeAboutSomePodsOfAWorkload() {
    String db = app("shop", "db").replace("Deployment", "StatefulSet");
    String first =
        policy(
            "shop",
            "first",
            "podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: db-0}}");
    String foreign =
        policy(
            "shop",
            "foreign",
            "podSelector: {matchLabels: {statefulset.kubernetes.io/pod-name: x-0}}");

    var shop = shop(db, first);
    assertThat(shop.connections("web", "db")).isEqualTo("none?");
    assertThat(((Verdict.Unknown) shop.tcp("web", "db", 80)).why())
        .isEqualTo("NetworkPolicy shop/first may select it");
    assertThat(shop(db, foreign).connections("web", "db")).isEqualTo("all");
  }

  @Test
  void isolationIsByDirection() {
    var shop = shop(onApi("policyTypes: [Egress]"));

    Policies policies = shop.topology().policies();
    assertThat(policies.isolation(shop.workload("api"), Direction.EGRESS).holds())
        .isEqualTo(Match.YES);
    assertThat(policies.isolation(shop.workload("api"), Direction.INGRESS).holds())
        .isEqualTo(Match.NO);
  }

  @Test
  void policiesOfAnotherFolderMayHold() {
    String closed = onApi("ingress: []");
    Map<String, String> beside =
        Map.of("apps/x.yaml", WEB + "---\n" + API, "policies/x.yaml", closed);
    Map<String, String> together =
        Map.of("apps/x.yaml", WEB + "---\n" + API, "apps/y.yaml", closed);
    Map<String, String> above = Map.of("apps/x.yaml", WEB + "---\n" + API, "x.yaml", closed);

    assertThat(in(beside).connections("web", "api")).isEqualTo("none?");
    assertThat(in(together).connections("web", "api")).isEqualTo("none");
    assertThat(in(above).connections("web", "api")).isEqualTo("none");
  }

  private static Cluster in(Map<String, String> files) {
    return new Cluster(Manifest.tree(files).topology());
  }

  @Test
  void aPeerIsMetByAnEnd() {
    var shop = shop(onApi("ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]"));
    var policy = shop.topology().networkPolicies().getFirst();
    Peer peer = policy.ingress().getFirst().peers().getFirst();

    assertThat(shop.topology().policies().meets(policy, peer, shop.pods("web")))
        .isEqualTo(Match.YES);
    assertThat(shop.topology().policies().meets(policy, peer, external("10.0.0.1")))
        .isEqualTo(Match.NO);
  }

  /// NetworkPolicyIngressRule: "Items in this list are combined using a logical OR operation".
  @Test
  void blocksOfOneRuleHoldTogether() {
    String all = "{from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: '::/0'}}]}";
    String half = "{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}";

    assertThat(fromEverywhere("ingress: [%s]".formatted(all))).isEqualTo("all");
    assertThat(fromEverywhere("ingress: [%s]".formatted(half))).isEqualTo("none?");
  }

  private static String fromEverywhere(String spec) {
    var shop = shop(onApi(spec));
    return shop.connections(new End.External(Addresses.ALL), shop.pods("api"));
  }
}
