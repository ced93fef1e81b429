package io.svcaudit.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check itself, on a case that is written here; the cases that it is for lie elsewhere.
class ConnlistCheckTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s-1
        labels: {app: %1$s}
        ownerReferences: [{kind: ReplicaSet, name: %1$s}]
      spec:
        hostNetwork: true
        containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]
      """;

  private static final String REST =
      """
      apiVersion: v1
      kind: NamespaceList
      items: [{metadata: {name: default, labels: {team: a}}}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: api}
      spec:
        podSelector: {matchLabels: {app: api}}
        ingress:
        - {from: [{namespaceSelector: {matchLabels: {team: a}}}], ports: [{port: http}]}
        - {from: [{ipBlock: {cidr: 128.0.0.0/1}}], ports: [{port: 53, protocol: UDP}]}
        - {ports: [{port: 8000, endPort: 8999}]}
        egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: api}
      spec: {selector: {app: api}, ports: [{port: 80, targetPort: http}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: api}
      spec: {defaultBackend: {service: {name: api, port: {number: 80}}}}
      """;

  private static final String EXPECTED =
      """
      0.0.0.0-127.255.255.255[External] => default/api[ReplicaSet] : TCP 8000-8999
      128.0.0.0-255.255.255.255[External] => default/api[ReplicaSet] : TCP 8000-8999,UDP 53
      0.0.0.0-127.255.255.255[External] => default/web[ReplicaSet] : All Connections
      128.0.0.0-255.255.255.255[External] => default/web[ReplicaSet] : All Connections
      default/api[ReplicaSet] => 10.0.0.0-10.255.255.255[External] : All Connections
      default/web[ReplicaSet] => 0.0.0.0-9.255.255.255[External] : All Connections
      default/web[ReplicaSet] => 10.0.0.0-10.255.255.255[External] : All Connections
      default/web[ReplicaSet] => 11.0.0.0-255.255.255.255[External] : All Connections
      default/web[ReplicaSet] => default/api[ReplicaSet] : TCP 8000-8999
      {ingress-controller} => default/api[ReplicaSet] : TCP 8080
      """;

  @TempDir private Path folder = Path.of(".");

  private void write(String expected) throws IOException {
    Files.createDirectories(folder.resolve("manifests"));
    String pods = POD.formatted("api") + "---\n" + POD.formatted("web") + "---\n";
    Files.writeString(folder.resolve("manifests/x.yaml"), pods + REST);
    Files.writeString(folder.resolve("expected.txt"), expected);
  }

  @Test
  void equalListsDoNotDiffer() throws IOException {
    write(EXPECTED);

    assertThat(ConnlistCheck.differences(folder)).isEmpty();
  }

  @Test
  void differencesAreNamed() throws IOException {
    write(EXPECTED.replace("controller} => default/api[ReplicaSet] : TCP 8080", "x} => y : z"));

    assertThat(ConnlistCheck.differences(folder))
        .containsExactly(
            "+ {ingress-controller} => default/api[ReplicaSet] : TCP 8080",
            "- {ingress-x} => y : z");
  }
}
