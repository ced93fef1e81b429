package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The shape of the answers is that of a real API server, version 1.35.
class ApiListTest {
  private static final ApiList.Type SERVICES = new ApiList.Type("v1", "Service", false);
  private static final ApiList.Type REPLICA_SETS = new ApiList.Type("apps/v1", "ReplicaSet", true);

  private final List<Document> documents = new ArrayList<>();

  private final List<String> said = new ArrayList<>();

  private void read(ApiList.Type type, String json) throws IOException {
    var in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    new ApiList(type, "kind-dev")
        .read(
            in,
            new ApiList.Page() {
              @Override
              public void more(String token) {
                said.add("more: " + token);
              }

              @Override
              public void object(Document object) {
                said.add("object");
                documents.add(object);
              }
            });
  }

  private Mapping object(int index) {
    return (Mapping) documents.get(index).root();
  }

  private static final String SERVICE =
      """
      {"kind":"ServiceList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"abc"},
       "items":[{"metadata":{"name":"api","namespace":"shop","uid":"1","resourceVersion":"5",
         "labels":{"app":"api","generation":"2"},
         "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","a":"b"},
         "managedFields":[{"manager":"kubectl"}]},
        "spec":{"selector":{"app":"api","priority":"high","volumes":"none"},
         "ports":[{"name":"http","port":80,"targetPort":8080},{"port":443}],
         "type":"ClusterIP"},
        "status":{"loadBalancer":{}}}]}
      """;

  @Test
  void itemsGetTheKindThatListsLeaveOut() throws Exception {
    read(SERVICES, SERVICE);

    assertThat(documents).hasSize(1);
    assertThat(object(0).text("apiVersion")).contains("v1");
    assertThat(object(0).text("kind")).contains("Service");
    assertThat(object(0).text("metadata", "name")).contains("api");
  }

  @Test
  void ofATemplateWhatIsConfiguredIsKept() throws Exception {
    String spec =
        """
        "containers":[{"name":"a","image":"a","resources":{},
          "env":[{"name":"A_URL","value":"http://a"},
            {"name":"B","valueFrom":{"configMapKeyRef":{"name":"c","key":"k"}}}],
          "envFrom":[{"configMapRef":{"name":"c"}}],
          "volumeMounts":[{"name":"v","mountPath":"/v"}]}],
        "volumes":[{"name":"v","configMap":{"name":"c"}},{"name":"e","emptyDir":{}},
          {"name":"p","projected":{"sources":[]}}]
        """;
    read(
        new ApiList.Type("apps/v1", "Deployment", false),
        "{\"metadata\":{},\"items\":[{\"spec\":{\"template\":{\"spec\":{%s}}}}]}".formatted(spec));
    Mapping pod = object(0).mapping("spec", "template", "spec");
    Mapping container = pod.mappings("containers").getFirst();
    assertThat(container.entries())
        .containsOnlyKeys("name", "image", "env", "envFrom", "volumeMounts");
    assertThat(container.mappings("env").getFirst().text("value")).contains("http://a");
    assertThat(pod.mappings("volumes"))
        .extracting(volume -> volume.text("name").orElse(""))
        .containsExactly("v", "p");

    documents.clear();
    read(
        new ApiList.Type("v1", "Pod", false),
        "{\"metadata\":{},\"items\":[{\"spec\":{%s}}]}".formatted(spec));
    assertThat(object(0).mapping("spec").has("volumes")).isFalse();
  }

  @Test
  void ofAConfigMapShortTextsAreKept() throws Exception {
    read(
        new ApiList.Type("v1", "ConfigMap", false),
        """
        {"metadata":{},"items":[{"data":{"resources":"a","long":"%s"},"binaryData":{"b":"AA=="}}]}
        """
            .formatted("x".repeat(70_000)));
    assertThat(object(0).mapping("data").entries()).containsOnlyKeys("resources");
    assertThat(object(0).has("binaryData")).isFalse();
  }

  @Test
  void ofADefinitionTheConversionIsKept() throws Exception {
    read(
        new ApiList.Type("apiextensions.k8s.io/v1", "CustomResourceDefinition", false),
        """
        {"metadata":{},"items":[{"spec":{"versions":[{"schema":{}}],"names":{"kind":"A"},
          "conversion":{"strategy":"Webhook","webhook":{"clientConfig":{"service":{"name":"a"}}}}},
          "status":{"conditions":[]}}]}
        """);
    assertThat(object(0).mapping("spec").entries()).containsOnlyKeys("conversion");
    assertThat(object(0).text("spec", "conversion", "webhook", "clientConfig", "service", "name"))
        .contains("a");
    assertThat(object(0).has("status")).isFalse();
  }

  @Test
  void whatNobodyReadsIsLeftOut() throws Exception {
    read(SERVICES, SERVICE);

    Mapping metadata = object(0).mapping("metadata");
    assertThat(metadata.has("managedFields")).isFalse();
    assertThat(metadata.has("resourceVersion")).isFalse();
    assertThat(metadata.mapping("annotations").entries()).containsOnlyKeys("a");
  }

  @Test
  void aNodeKeepsTheRangesOfItsPods() throws Exception {
    read(
        new ApiList.Type("v1", "Node", false),
        """
        {"kind":"NodeList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n1"},
         "spec":{"podCIDR":"10.244.1.0/24","podCIDRs":["10.244.1.0/24"]}}]}
        """);

    assertThat(object(0).mapping("spec").items("podCIDRs")).hasSize(1);
  }

  @Test
  void noLabelIsLeftOutWhateverItIsCalled() throws Exception {
    read(SERVICES, SERVICE);

    assertThat(object(0).mapping("metadata", "labels").entries())
        .containsOnlyKeys("app", "generation");
    assertThat(object(0).mapping("spec", "selector").entries())
        .containsOnlyKeys("app", "priority", "volumes");
  }

  @Test
  void anObjectShowsItselfAsYaml() throws Exception {
    read(SERVICES, SERVICE);

    SourceFile file = documents.getFirst().file();
    assertThat(file.name()).isEqualTo("Service shop/api");
    assertThat(file.text())
        .isEqualTo(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: api
              namespace: shop
              uid: "1"
              labels:
                app: api
                generation: "2"
              annotations:
                a: b
            spec:
              selector:
                app: api
                priority: high
                volumes: none
              ports:
              - name: http
                port: 80
                targetPort: 8080
              - port: 443
              type: ClusterIP
            status:
              loadBalancer: {}
            """);
  }

  @Test
  void placesTellTheField() throws Exception {
    read(SERVICES, SERVICE);

    Mapping port = object(0).mapping("spec").mappings("ports").getFirst();
    Span span = port.spanOf("targetPort");
    assertThat(span.text()).isEqualTo("targetPort: 8080");
    assertThat(span.toString()).isEqualTo("Service shop/api spec.ports[http].targetPort");
    assertThat(object(0).mapping("spec").spanOf("selector").firstLine().text())
        .isEqualTo("selector:");
    assertThat(object(0).mapping("status").spanOf("loadBalancer").text())
        .isEqualTo("loadBalancer: {}");
    Span second = object(0).mapping("spec").mappings("ports").getLast().span();
    assertThat(second).hasToString("Service shop/api spec.ports[443].port");
  }

  @Test
  void textFromTheClusterStaysText() throws Exception {
    read(
        SERVICES,
        """
        {"items":[{"metadata":{"name":"x","annotations":
          {"a":"yes","b":"12","c":"two\\nlines","d":"a: b","e":"","f":"\\u001b[31m\\"q\\""}}}]}
        """);

    assertThat(documents.getFirst().file().text())
        .contains("a: \"yes\"", "b: \"12\"", "c: \"two\\nlines\"", "d: \"a: b\"", "e: \"\"")
        .contains("f: \"\\x1b[31m\\\"q\\\"\"");
  }

  @Test
  void ofWhatAControllerMadeOnlyTheOwnerMatters() throws Exception {
    read(
        REPLICA_SETS,
        """
        {"items":[
          {"metadata":{"name":"web-1","ownerReferences":[{"uid":"u","controller":true}]},
           "spec":{"replicas":1}},
          {"metadata":{"name":"bare"},"spec":{"replicas":1}}]}
        """);

    assertThat(object(0).has("spec")).isFalse();
    assertThat(object(1).has("spec")).isTrue();
  }

  @Test
  void anEmptyListMayBeNull() throws Exception {
    read(SERVICES, "{\"kind\":\"ServiceList\",\"metadata\":{},\"items\":null}");

    assertThat(said).isEmpty();
  }

  @Test
  void whatIsNoListIsAnError() {
    assertThatThrownBy(() -> read(SERVICES, "{\"kind\":\"Status\"}")).hasMessageContaining("list");
    assertThatThrownBy(() -> read(SERVICES, "<html>")).hasMessageContaining("no valid JSON");
    assertThatThrownBy(() -> read(SERVICES, "{\"items\":[{\"metadata\":{\"na"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void anObjectWithoutEndIsGivenUp() {
    String field = "\"k\":[\"0123456789abcdef\"],";
    String json = "{\"items\":[{\"spec\":{" + field.repeat((33 << 20) / field.length());

    assertThatThrownBy(() -> read(SERVICES, json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 32 MiB");
  }

  @Test
  void thatThereIsMoreIsToldBeforeTheObjects() throws Exception {
    read(SERVICES, SERVICE);
    read(SERVICES, "{\"metadata\":{\"continue\":\"\"},\"items\":[{\"metadata\":{}}]}");

    assertThat(said).containsExactly("more: abc", "object", "object");
  }

  private static final ApiList.Type PODS = new ApiList.Type("v1", "Pod", false);

  /// As a kubelet and the controllers leave it, as far as it matters here.
  private static String pod(String name, String node, String volume) {
    return """
    {"metadata":{"name":"%1$s","generateName":"web-","labels":{"app":"web"},
      "annotations":{"scrape":"true"}},
     "spec":{"nodeName":"%2$s","containers":[{"name":"web","image":"web:1","volumeMounts":[
       {"name":"config","mountPath":"/etc/web"},
       {"name":"%3$s","readOnly":true,
        "mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}]}]},
     "status":{"podIP":"10.0.0.1","podIPs":[{"ip":"10.0.0.1"}],
      "containerStatuses":[{"name":"web","ready":true,"restartCount":0}]}}\
    """
        .formatted(name, node, volume);
  }

  @Test
  void podsThatDifferByTheirTokenOnlyShareTheirContainers() throws Exception {
    read(
        PODS,
        "{\"items\":[%s,%s]}"
            .formatted(
                pod("web-a", "n1", "kube-api-access-7xk2p"),
                pod("web-b", "n2", "kube-api-access-q9zzt")));

    Node first = object(0).mapping("spec").get("containers");
    assertThat(object(1).mapping("spec").get("containers")).isNotNull().isSameAs(first);
    assertThat(object(0).mapping("spec").mappings("containers"))
        .singleElement()
        .extracting(c -> c.mappings("volumeMounts"))
        .asInstanceOf(LIST)
        .hasSize(1);
  }

  @Test
  void labelsThatAreTheSameStandInTheirOwnObjects() throws Exception {
    read(PODS, "{\"items\":[%s,%s]}".formatted(pod("web-a", "n1", "a"), pod("web-b", "n2", "b")));

    Mapping labels = object(1).mapping("metadata", "labels");
    assertThat(labels.text("app")).contains("web");
    assertThat(labels.file()).isSameAs(object(1).file());
    assertThat(labels.spanOf("app").line()).isEqualTo(object(1).spanOf("metadata").line() + 3);
  }

  @Test
  void anAddressIsKeptOnceAndTwoAreBothKept() throws Exception {
    String both =
        pod("web-a", "n1", "a").replace("[{\"ip\":\"10.0.0.1\"}", "[{\"ip\":\"a\"},{\"ip\":\"b\"}");
    read(PODS, "{\"items\":[%s,%s]}".formatted(pod("web-b", "n1", "b"), both));

    assertThat(object(0).mapping("status").text("podIP")).contains("10.0.0.1");
    assertThat(object(0).mapping("status").has("podIPs")).isFalse();
    assertThat(object(1).mapping("status").mappings("podIPs")).hasSize(2);
  }
}
