package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {
  private static Service service(String spec) {
    return Manifest.of(
            "apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: %s\n".formatted(spec))
        .topology()
        .services()
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "x",
        "[]",
        "null",
        "{ports: x, selector: []}",
        "{ports: {}, selector: x}",
        "{ports: [null, x], selector: null}",
        "{selector: {}}",
        "{type: [], clusterIP: {}}"
      })
  void wrongTypesAreNotThere(String spec) {
    Service service = service(spec);
    assertThat(service.ports()).isEmpty();
    assertThat(service.selectsPods()).isFalse();
    assertThat(service.type()).isEqualTo(Service.Type.CLUSTER_IP);
    assertThat(service.headless()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "targetPort: 0", "targetPort: ''", "targetPort: null", "targetPort: []"})
  void withoutTargetPortThePortItselfIsMeant(String targetPort) {
    ServicePort port =
        service("{ports: [{port: 80%s}]}".formatted(targetPort.isEmpty() ? "" : ", " + targetPort))
            .ports()
            .getFirst();
    assertThat(port.target()).hasToString("80");
    assertThat(port.protocol()).isEqualTo("TCP");
  }

  @Test
  void externalNameIgnoresItsSelector() {
    Service service =
        service("{type: ExternalName, externalName: a.example.com, selector: {app: a}}");
    assertThat(service.selectsPods()).isFalse();
    assertThat(service.externalName()).isEqualTo("a.example.com");
  }
}
