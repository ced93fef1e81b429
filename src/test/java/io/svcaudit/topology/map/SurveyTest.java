package io.svcaudit.topology.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.svcaudit.model.Resource;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is connected follows from the pages Service, Ingress, DNS for Services and Pods, and
/// Network Policies of kubernetes.io, and from the examples as one reads them.
class SurveyTest {
  private static ConnectionMap map(String... texts) {
    return new Survey(Manifest.of(String.join("\n---\n", texts)).topology()).map();
  }

  private static ConnectionMap example(String name) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples", name))) {
      return map(
          files
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .map(SurveyTest::read)
              .toArray(String[]::new));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Node node(ConnectionMap map, String id) {
    return map.nodes().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> ids(ConnectionMap map) {
    return map.nodes().map(Node::id).toList();
  }

  private static String deployment(String name, String more) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: shop}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s, part-of: shop}}
        spec:
          containers:
            - name: main
              image: example/%1$s:1
              %2$s
    """
        .formatted(name, more);
  }

  private static String service(String name, String spec) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: %s, namespace: shop}
    spec: %s
    """
        .formatted(name, spec);
  }

  private static final String WEB =
      deployment("web", "env: [{name: API_URL, value: 'http://api:8080/v1'}]");
  private static final String API = deployment("api", "ports: [{name: http, containerPort: 80}]");
  private static final String API_SERVICE =
      service("api", "{selector: {app: api}, ports: [{name: http, port: 8080, targetPort: http}]}");

  @Test
  void theClosedShopIsWhatItsReadmeSays() throws IOException {
    ConnectionMap map = example("closed-shop");
    assertThat(map.groups()).extracting(Group::title).containsExactly("shop");
    assertThat(map.nodes())
        .extracting(Node::id, Node::what, Node::exposure)
        .containsExactly(
            tuple("shop/Deployment/api", "", Exposure.PUBLIC),
            tuple("shop/StatefulSet/db", "PostgreSQL", Exposure.CLUSTER),
            tuple("shop/Deployment/web", "", Exposure.PUBLIC));
    assertThat(node(map, "shop/StatefulSet/db").ports())
        .extracting(Port::service, Port::number, Port::target, Port::exposure)
        .containsExactly(
            tuple("db", 5432L, "5432", Exposure.CLUSTER),
            tuple("db-pods", 5432L, "5432", Exposure.CLUSTER));
    assertThat(map.entries())
        .extracting(
            Entry::kind, Entry::text, Entry::exposure, Entry::to, Entry::port, Entry::verdict)
        .containsExactly(
            tuple(
                "Ingress",
                "api.shop.example.com/api",
                Exposure.PUBLIC,
                "shop/Deployment/api",
                8080L,
                Verdict.OK),
            tuple("LoadBalancer", ":80", Exposure.PUBLIC, "shop/Deployment/web", 80L, Verdict.OK));
    assertThat(map.calls())
        .extracting(Call::from, Call::to, Call::service, Call::port, Call::where, Call::verdict)
        .containsExactly(
            tuple(
                "shop/Deployment/api",
                "shop/StatefulSet/db",
                "db",
                5432L,
                "env DATABASE_HOST",
                Verdict.OK),
            tuple(
                "shop/Deployment/web",
                "shop/Deployment/api",
                "api",
                8080L,
                "env API_URL",
                Verdict.NO));
    assertThat(map.calls().getLast().why())
        .startsWith("NetworkPolicies api-in and default-deny isolate api and admit only ");
  }

  @Test
  void theSoundShopWorks() throws IOException {
    ConnectionMap map = example("sound-shop");
    assertThat(map.entries()).isNotEmpty().allMatch(entry -> entry.verdict() == Verdict.OK);
    assertThat(map.calls()).isNotEmpty().allMatch(call -> call.verdict() == Verdict.OK);
    assertThat(map.nodes()).allMatch(node -> node.faults().isEmpty());
  }

  @Test
  void theBrokenShopSaysWhatIsWrong() throws IOException {
    ConnectionMap map = example("broken-shop");
    assertThat(node(map, "shop/Service/api").faults()).containsExactly("api selects no Pod");
    assertThat(node(map, "shop/Deployment/api").exposure()).isEqualTo(Exposure.NONE);
    assertThat(node(map, "shop/Deployment/web").faults())
        .containsExactly("no container of Deployment web has a port \"web\" with protocol TCP");
    assertThat(map.calls())
        .filteredOn(call -> call.from().equals("shop/Deployment/web"))
        .extracting(Call::to, Call::verdict, Call::why)
        .containsExactly(tuple("shop/Service/api", Verdict.NO, "api selects no Pod"));
    assertThat(map.entries())
        .filteredOn(entry -> entry.kind().equals("NodePort"))
        .extracting(Entry::text, Entry::exposure, Entry::to)
        .containsExactly(tuple(":30432 of every node", Exposure.NODE, "shop/StatefulSet/db"));
  }

  @Test
  void aServiceOfSeveralWorkloadsLeadsToEach() {
    ConnectionMap map =
        map(
            WEB,
            API,
            deployment("api2", "ports: [{name: http, containerPort: 81}]"),
            service(
                "api",
                "{type: NodePort, selector: {part-of: shop}, ports: [{port: 8080, targetPort: http,"
                    + " nodePort: 30080}]}"));
    assertThat(map.calls())
        .extracting(Call::to, Call::verdict)
        .as("web has the label, too")
        .isEmpty();
    assertThat(node(map, "shop/Deployment/api").ports())
        .extracting(Port::target)
        .containsExactly("80");
    assertThat(node(map, "shop/Deployment/api2").ports())
        .extracting(Port::target)
        .containsExactly("81");
    assertThat(node(map, "shop/Deployment/web").faults())
        .containsExactly("no container of Deployment web has a port \"http\" with protocol TCP");
    assertThat(map.entries())
        .extracting(Entry::to, Entry::verdict)
        .containsExactly(
            tuple("shop/Deployment/api", Verdict.OK),
            tuple("shop/Deployment/api2", Verdict.OK),
            tuple("shop/Deployment/web", Verdict.NO));
    assertThat(map.entries()).extracting(Entry::id).doesNotHaveDuplicates();
  }

  @Test
  void aCallOfACanaryReachesBoth() {
    ConnectionMap map = map(WEB, API, API.replace("name: api,", "name: api-canary,"), API_SERVICE);
    assertThat(map.calls())
        .extracting(Call::to, Call::verdict)
        .containsExactly(
            tuple("shop/Deployment/api", Verdict.OK),
            tuple("shop/Deployment/api-canary", Verdict.OK));
  }

  @Test
  void aServiceWithoutPodsIsANodeOfItsOwn() {
    ConnectionMap map =
        map(
            deployment("web", "env: [{name: DB_URL, value: 'postgres://db:5432/shop'}]"),
            service("db", "{ports: [{port: 5432}]}"),
            service("mail", "{type: ExternalName, externalName: smtp.example.com}"),
            deployment("job", "env: [{name: SMTP_URL, value: 'smtp://mail:25'}]"));
    assertThat(ids(map))
        .containsExactly(
            "shop/Service/db", "shop/Deployment/job", "shop/Service/mail", "shop/Deployment/web");
    assertThat(node(map, "shop/Service/mail").what())
        .isEqualTo("another name for smtp.example.com");
    assertThat(node(map, "shop/Service/mail").exposure()).isEqualTo(Exposure.NONE);
    assertThat(map.calls())
        .extracting(Call::from, Call::to, Call::port, Call::verdict)
        .containsExactly(
            tuple("shop/Deployment/job", "shop/Service/mail", 25L, Verdict.UNKNOWN),
            tuple("shop/Deployment/web", "shop/Service/db", 5432L, Verdict.UNKNOWN));
    assertThat(map.nodes()).allMatch(node -> node.faults().isEmpty());
  }

  @Test
  void aPortThatTheServiceDoesNotHaveIsSaid() {
    ConnectionMap map = map(WEB.replace("8080", "80"), API, API_SERVICE);
    assertThat(map.calls())
        .extracting(Call::to, Call::port, Call::verdict, Call::why)
        .containsExactly(
            tuple(
                "shop/Deployment/api",
                80L,
                Verdict.NO,
                "api has no port 80, only port http (8080)"));
  }

  @Test
  void aServiceThatIsNotThereIsANode() {
    ConnectionMap map =
        map(
            WEB,
            API,
            service("apis", "{selector: {app: api}, ports: [{port: 8080, targetPort: http}]}"),
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: shop, namespace: shop}
            spec:
              rules:
                - host: shop.example.com
                  http:
                    paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
            """);
    Node missing = node(map, "shop/Service/api");
    assertThat(missing.spot()).isNull();
    assertThat(missing.faults()).containsExactly("there is no such Service");
    assertThat(map.entries())
        .extracting(Entry::text, Entry::to, Entry::verdict, Entry::why)
        .containsExactly(
            tuple(
                "shop.example.com/",
                "shop/Service/api",
                Verdict.NO,
                "there is no Service shop/api"));
    assertThat(map.calls())
        .extracting(Call::to, Call::verdict, Call::why)
        .containsExactly(
            tuple("shop/Service/api", Verdict.NO, "there is no Service shop/api, only apis"));
  }

  @Test
  void waysAroundServicesAreWaysIn() {
    ConnectionMap map =
        map(
            deployment("agent", "ports: [{containerPort: 9100, hostPort: 9100, hostIP: 10.0.0.1}]"),
            deployment("node", "ports: [{containerPort: 1}]")
                .replace(
                    "spec:\n      containers", "spec:\n      hostNetwork: true\n      containers"));
    assertThat(map.entries())
        .extracting(Entry::kind, Entry::text, Entry::exposure, Entry::to)
        .containsExactly(
            tuple("hostPort", "10.0.0.1:9100 of its nodes", Exposure.NODE, "shop/Deployment/agent"),
            tuple(
                "hostNetwork", "the network of its nodes", Exposure.NODE, "shop/Deployment/node"));
    assertThat(map.nodes()).allMatch(node -> node.exposure() == Exposure.NODE);
  }

  @Test
  void exposureIsAboutPorts() {
    ConnectionMap map =
        map(
            deployment(
                "api",
                "ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 81}]"),
            service(
                "api",
                "{selector: {app: api}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}"),
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: api, namespace: shop}
            spec:
              defaultBackend: {service: {name: api, port: {name: http}}}
            """);
    assertThat(node(map, "shop/Deployment/api").ports())
        .extracting(Port::name, Port::exposure)
        .containsExactly(tuple("http", Exposure.PUBLIC), tuple("admin", Exposure.CLUSTER));
  }

  @Test
  void aLoadBalancerOfThePrivateNetworkIsJudgedFromThere() {
    ConnectionMap map =
        map(
            API,
            service("api", "{type: LoadBalancer, selector: {app: api}, ports: [{port: 80}]}")
                .replace(
                    "namespace: shop}",
                    "namespace: shop, annotations:"
                        + " {service.beta.kubernetes.io/aws-load-balancer-scheme: internal}}"));
    assertThat(map.entries())
        .extracting(Entry::kind, Entry::exposure, Entry::verdict)
        .containsExactly(tuple("LoadBalancer", Exposure.VPC, Verdict.OK));
  }

  /// With `externalTrafficPolicy: Local` Pods see the addresses of clients (kubernetes.io,
  /// Service), of which the load balancer admits a range only.
  @Test
  void aPolicyThatAdmitsTheRangeOfALoadBalancerLetsItIn() {
    String policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: api, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: api}}
          ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]
        """;
    String balancer = "type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24], ";
    String ports = "selector: {app: api}, ports: [{port: 80}]}";
    assertThat(
            map(
                    API,
                    policy,
                    service("api", "{" + balancer + "externalTrafficPolicy: Local, " + ports))
                .entries())
        .extracting(Entry::verdict)
        .containsExactly(Verdict.OK);
    assertThat(map(API, policy, service("api", "{" + balancer + ports)).entries())
        .extracting(Entry::verdict)
        .doesNotContain(Verdict.OK);
  }

  /// Unlike those of one folder, the two are no conflict.
  @Test
  void foldersWithTheSameNamesAreDrawnApart() {
    Map<String, String> files =
        Stream.of("overlays/dev/api", "overlays/prod/api", "overlays/prod/x/web", "base/other")
            .collect(
                Collectors.toMap(
                    folder -> folder + "/all.yaml",
                    folder ->
                        folder.endsWith("api")
                            ? API + "---\n" + API_SERVICE
                            : deployment(folder.substring(folder.lastIndexOf('/') + 1), "")));
    ConnectionMap map = new Survey(Manifest.tree(files).topology()).map();
    assertThat(map.groups())
        .extracting(Group::title)
        .containsExactly("shop in base", "shop in overlays/dev", "shop in overlays/prod");
    assertThat(ids(map))
        .containsExactly(
            "base:shop/Deployment/other",
            "overlays/dev:shop/Deployment/api",
            "overlays/prod:shop/Deployment/api",
            "overlays/prod:shop/Deployment/web");
  }

  /// As several variants of an application do that lie in one folder.
  @Test
  void filesWithTheSameNamesAreDrawnApart() {
    ConnectionMap map =
        new Survey(
                Manifest.tree(
                        Map.of(
                            "k8s/small.yaml",
                            API,
                            "k8s/large.yaml",
                            API + "---\n" + API_SERVICE,
                            "k8s/web.yaml",
                            WEB,
                            "k8s/more/job.yaml",
                            deployment("job", "")))
                    .topology())
            .map();
    assertThat(map.groups())
        .extracting(Group::title)
        .containsExactly(
            "shop in k8s", "shop in k8s/large.yaml", "shop in k8s/more", "shop in k8s/small.yaml");
  }

  @Test
  void foldersOfDifferentNamesAreOneNamespace() {
    ConnectionMap map =
        new Survey(
                Manifest.tree(
                        Map.of("web/web.yaml", WEB, "api/api.yaml", API + "---\n" + API_SERVICE))
                    .topology())
            .map();
    assertThat(map.groups()).extracting(Group::title).containsExactly("shop");
  }

  @Test
  void whatOneFileHoldsTwiceHasIdsOfItsOwn() {
    assertThat(ids(map(API, API))).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aServiceOfKnativeIsAWorkload() {
    ConnectionMap map =
        map(
            """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: api, namespace: shop}
            spec: {template: {spec: {containers: [{image: example/api:1}]}}}
            """,
            service("api", "{ports: [{port: 80}]}"));
    assertThat(ids(map)).containsExactly("shop/KnativeService/api", "shop/Service/api");
  }

  @Test
  void whatControllersMadeIsFoldedAndNotReadyPodsAreFaults() {
    String owned =
        """
        ---
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: api-1
          namespace: shop
          uid: rs
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: api, uid: d, controller: true}]
        spec:
          selector: {matchLabels: {app: api}}
          template:
            metadata: {labels: {app: api}}
            spec: {containers: [{name: main, image: "example/api:1", ports: [{name: http, containerPort: 80}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: api-1-a
          namespace: shop
          labels: {app: api}
          ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: api-1, uid: rs, controller: true}]
        spec: {containers: [{name: main, image: "example/api:1", ports: [{name: http, containerPort: 80}]}]}
        status:
          phase: Running
          conditions: [{type: Ready, status: "False"}]
        """;
    String api = API.replace("name: api, namespace: shop", "name: api, namespace: shop, uid: d");
    Topology topology =
        Manifest.of(String.join("\n---\n", WEB, api, API_SERVICE, owned)).asCluster().topology();
    ConnectionMap map = new Survey(topology).map();
    assertThat(ids(map)).containsExactly("shop/Deployment/api", "shop/Deployment/web");
    assertThat(node(map, "shop/Deployment/api").faults())
        .containsExactly("Deployment api: 0 of 1 Pods ready");
    assertThat(map.calls()).extracting(Call::verdict).containsExactly(Verdict.NO);
  }

  /// What a survey reads has to be read from the cluster.
  @Test
  void whatItReadsIsRead() throws IOException {
    Set<Resource> read = EnumSet.noneOf(Resource.class);
    Topology topology =
        Manifest.of(read(Path.of("examples/closed-shop/web.yaml"))).topology().watchedBy(read::add);
    assertThat(new Survey(topology).map().groups()).isNotEmpty();
    assertThat(read).isEqualTo(EnumSet.copyOf(Survey.READS));
  }
}
