package io.svcaudit.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.built.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of the README that need a cluster, through kubectl, in the cluster that they speak
/// of: the examples' shop, as it was applied.
@OnControlPlane
class ReadmeClusterIT {
  private static final Pattern BLOCK =
      Pattern.compile("```console cluster\n(.*?)```", Pattern.DOTALL);

  private final ControlPlane plane;
  private final Kubelet kubelet;
  @TempDir private Path bin = Path.of("");

  ReadmeClusterIT(ControlPlane plane, Kubelet kubelet) {
    this.plane = plane;
    this.kubelet = kubelet;
  }

  @Test
  void everyCommandWorks() throws IOException {
    for (String file : List.of("namespace", "web", "api", "db", "ingress"))
      plane.kubectl("apply", "-f", "examples/sound-shop/%s.yaml".formatted(file));
    kubelet.run("shop", 3);
    Built.best().install(bin);
    List<String> commands =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .flatMap(block -> block.group(1).lines())
            .map(line -> line.substring(2))
            .toList();
    assertThat(commands).hasSizeGreaterThan(4);
    for (String command : commands) {
      var process = new ProcessBuilder("sh", "-c", command).directory(Built.project().toFile());
      process.environment().put("KUBECONFIG", plane.kubeconfig().toString());
      process.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
      var run = Built.finish(process, "");
      assertThat(run.exitCode()).as(command + "\n" + run.stdout() + run.stderr()).isIn(0, 1);
      assertThat(run.stderr()).as(command).isEmpty();
    }
  }
}
