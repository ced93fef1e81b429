package io.svcaudit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.ControllerSlices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The slices that we expect are those that a real EndpointSlice controller made.
class ControllerSlicesTest {
  private static final Path CASES = Path.of("src/test/resources/api/behaviour");

  @TestFactory
  Stream<DynamicTest> asARealController() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .map(folder -> dynamicTest(String.valueOf(folder.getFileName()), () -> compare(folder)));
    }
  }

  private static void compare(Path folder) throws IOException {
    var behaviour = BehaviourCase.read(folder);
    assertThat(behaviour.ours()).isEqualTo(behaviour.theirs());
  }

  /// A Pod without the condition Ready is not ready (seen on a real cluster).
  @Test
  void aPodWithoutReadyConditionIsNotReady() {
    var file =
        new SourceFile(
            "a.yaml",
            ".",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: p1, labels: {app: web}}
            spec: {nodeName: n1, containers: [{name: a, image: b}]}
            status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
            """,
            SourceFile.Origin.NAMED);
    var objects =
        Model.objects(Manifests.read(file).documents(), (_, written) -> written.orElse("default"));
    var pods = List.of(LivePod.of(objects.getLast()));
    var slices =
        new ControllerSlices(false, _ -> true).of(Model.of(objects).services().getFirst(), pods);
    assertThat(slices).hasSize(1);
    assertThat(slices.getFirst().ports()).containsExactly(new ControllerSlices.Port("", 80, "TCP"));
    assertThat(slices.getFirst().endpoints())
        .containsExactly(new ControllerSlices.Endpoint("p1", "10.0.0.1", false, false, false));
  }
}
