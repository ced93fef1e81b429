package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Users of a control plane, what they may do and what they did.
@OnControlPlane(controllers = false)
class ControlPlaneIT {
  private final ControlPlane plane;
  private String namespace = "";

  ControlPlaneIT(ControlPlane plane) {
    this.plane = plane;
  }

  @BeforeEach
  void useANewNamespace() {
    namespace = plane.namespace();
  }

  @Test
  void aUserMayDoWhatWasAllowedAndIsWrittenDown() {
    var kubeconfig = plane.user("reader-of-" + namespace);
    assertThat(plane.requestsBy("reader-of-" + namespace)).isEmpty();
    var refused = plane.kubectl(kubeconfig, "get", "--raw", services());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.stderr()).contains("Forbidden").contains("reader-of-" + namespace);

    plane.allow("reader-of-" + namespace, namespace, "list", "services", "deployments.apps");
    var granted = plane.kubectl(kubeconfig, "get", "--raw", services());
    assertThat(granted.exitCode()).as(granted.stderr()).isZero();
    plane.kubectl(kubeconfig, "get", "--raw", deployments() + "?limit=5");
    plane.kubectl(kubeconfig, "get", "--raw", "/version");
    assertThat(plane.requestsBy("reader-of-" + namespace))
        .containsExactly(
            new Request("list", "services", namespace, services(), 403),
            new Request("list", "services", namespace, services(), 200),
            new Request("list", "deployments.apps", namespace, deployments() + "?limit=5", 200),
            new Request("get", "", "", "/version", 200));
    assertThat(plane.requestsBy("reader-of-")).isEmpty();
  }

  @Test
  void groupsAreInTheCertificate() {
    var kubeconfig = plane.user("member-of-" + namespace, "system:masters", "others");
    var run = plane.kubectl(kubeconfig, "auth", "whoami", "-o", "json");
    assertThat(run.stdout()).contains("\"others\"").contains("\"system:masters\"");
    assertThat(plane.kubectl(kubeconfig, "get", "--raw", services()).exitCode()).isZero();
  }

  @Test
  void tokensNameTheirUser() {
    assertThat(whoAmI(ControlPlane.STATIC_TOKEN)).isEqualTo(ControlPlane.TOKEN_USER);
    plane.kubectl("create", "serviceaccount", "-n", namespace, "robot");
    assertThat(whoAmI(plane.token(namespace, "robot")))
        .isEqualTo("system:serviceaccount:%s:robot", namespace);
    var wrong = plane.kubectl(plane.kubeconfigWith("wrong"), "get", "--raw", services());
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.stderr()).contains("Unauthorized");
  }

  private String whoAmI(String token) {
    return plane
        .kubectl(
            plane.kubeconfigWith(token),
            "auth",
            "whoami",
            "-o",
            "jsonpath={.status.userInfo.username}")
        .stdout();
  }

  private String services() {
    return "/api/v1/namespaces/%s/services".formatted(namespace);
  }

  private String deployments() {
    return "/apis/apps/v1/namespaces/%s/deployments".formatted(namespace);
  }
}
