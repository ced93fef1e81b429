package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a Service port leads in a Pod, as an API server's EndpointSlice controller answered.
class TargetTest {
  private static final String APP = "containers: [{name: app, image: app}]";

  private static String app(String ports) {
    return "containers: [{name: app, image: app, ports: [%s]}]".formatted(ports);
  }

  private static String init(String restartPolicy, String ports) {
    return "initContainers: [{name: init, image: app, %sports: [%s]}]"
        .formatted(restartPolicy, ports);
  }

  private static final String ALWAYS = "restartPolicy: Always, ";

  /// @param port the fields of a Service port
  /// @param podSpec the lines of a Pod's spec
  private static Target target(String port, String... podSpec) {
    Topology topology =
        Manifest.of(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                spec: {selector: {app: web}, ports: [{%s}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web, labels: {app: web}}
                spec:
                  %s
                """
                    .formatted(port, String.join("\n  ", podSpec)))
            .topology();
    return Topology.target(
        topology.services().getFirst().ports().getFirst(), topology.workloads().getFirst());
  }

  /// The number, and the container that declares it: `8080 app`.
  private static String resolved(String port, String... podSpec) {
    Target target = target(port, podSpec);
    assertThat(target).isInstanceOf(Target.Resolved.class);
    var resolved = (Target.Resolved) target;
    assertThat(resolved.container() == null).isEqualTo(resolved.port() == null);
    var container = resolved.container();
    return resolved.number() + (container == null ? "" : " " + container.name());
  }

  private static Target.Unresolved unresolved(String port, String... podSpec) {
    Target target = target(port, podSpec);
    assertThat(target).isInstanceOf(Target.Unresolved.class);
    return (Target.Unresolved) target;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "port: 8080",
        "port: 8080, targetPort: 0",
        "port: 8080, targetPort: ''",
        "port: 8080, targetPort: null",
        "port: 8080, targetPort: ~",
        "port: 8080, targetPort: 8080",
        "port: 80, targetPort: 8080",
        "port: 80, targetPort: http",
        "port: 80, targetPort: http, protocol: ''",
        "port: 80, targetPort: http, protocol: TCP"
      })
  void leadsToTheDeclaredPort(String port) {
    assertThat(resolved(port, app("{name: http, containerPort: 8080}"))).isEqualTo("8080 app");
  }

  @Test
  void numberNeedsNoDeclaration() {
    assertThat(resolved("port: 80, targetPort: 9999", APP)).isEqualTo("9999");
    assertThat(resolved("port: 8081", app("{name: http, containerPort: 8080}"))).isEqualTo("8081");
  }

  @Test
  void numberIsNotDeclaredWithAnotherProtocol() {
    assertThat(resolved("port: 53", app("{containerPort: 53, protocol: UDP}"))).isEqualTo("53");
    assertThat(resolved("port: 53, protocol: UDP", app("{containerPort: 53, protocol: UDP}")))
        .isEqualTo("53 app");
  }

  @Test
  void nameOfNativeSidecarCounts() {
    assertThat(
            resolved(
                "port: 80, targetPort: http",
                APP,
                init(ALWAYS, "{name: http, containerPort: 9001}")))
        .isEqualTo("9001 init");
  }

  @Test
  void mainContainerComesBeforeNativeSidecar() {
    assertThat(
            resolved(
                "port: 80, targetPort: http",
                init(ALWAYS, "{name: http, containerPort: 9001}"),
                app("{name: http, containerPort: 8082}")))
        .isEqualTo("8082 app");
  }

  @Test
  void firstOfTwoMainContainersCounts() {
    assertThat(
            resolved(
                "port: 80, targetPort: http",
                "containers:",
                "- {name: a, image: a, ports: [{name: http, containerPort: 8080}]}",
                "- {name: b, image: b, ports: [{name: http, containerPort: 8081}]}"))
        .isEqualTo("8080 a");
  }

  @Test
  void nameAndProtocolMatchTogether() {
    assertThat(
            resolved(
                "port: 80, targetPort: http, protocol: UDP",
                "containers:",
                "- {name: a, image: a, ports: [{name: http, containerPort: 8080}]}",
                "- {name: b, image: b, ports: [{name: http, containerPort: 8081, protocol: UDP}]}"))
        .isEqualTo("8081 b");
  }

  @Test
  void initContainerDoesNotCount() {
    var unresolved =
        unresolved(
            "port: 80, targetPort: http", APP, init("", "{name: http, containerPort: 9001}"));
    assertThat(unresolved.otherProtocol()).isNull();
    assertThat(unresolved.near()).isNotNull().returns(9001L, port -> port.number());
    assertThat(
            resolved(
                "port: 80, targetPort: 9001", APP, init("", "{name: http, containerPort: 9001}")))
        .isEqualTo("9001");
  }

  @Test
  void nameOfAnotherProtocolIsToldApart() {
    var unresolved =
        unresolved(
            "port: 80, targetPort: http, protocol: UDP", app("{name: http, containerPort: 8080}"));
    assertThat(unresolved.otherProtocol()).isNotNull().returns("TCP", port -> port.protocol());
    assertThat(unresolved.near()).isNull();
  }

  @Test
  void nearNameHasTheSameProtocol() {
    String ports =
        "{name: dns-udp, containerPort: 53, protocol: UDP}, {name: dns-tpc, containerPort: 53}";
    var unresolved = unresolved("port: 53, targetPort: dns-tcp", app(ports));
    assertThat(unresolved.near()).isNotNull().returns("dns-tpc", port -> port.name());
    unresolved =
        unresolved(
            "port: 53, targetPort: dns-tcp",
            app("{name: dns-udp, containerPort: 53, protocol: UDP}"));
    assertThat(unresolved.near()).isNull();
  }

  @Test
  void nearNameOfInitContainerIsNone() {
    var unresolved =
        unresolved(
            "port: 80, targetPort: http", APP, init("", "{name: htpp, containerPort: 9001}"));
    assertThat(unresolved.near()).isNull();
  }

  @Test
  void quotedNumberIsAName() {
    unresolved("port: 80, targetPort: '8080'", app("{containerPort: 8080}"));
  }
}
