package io.svcaudit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// With programs that are shell scripts.
@DisabledOnOs(OS.WINDOWS)
class RenderingTest {
  private static final Inputs KUSTOMIZE =
      new Inputs(List.of(), List.of(), false, Optional.of("over lay"), List.of(), List.of());
  private static final Inputs HELM =
      new Inputs(List.of(), List.of(), false, Optional.empty(), List.of("shop"), List.of("v.yaml"));

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = new Folder(path);
    Files.createDirectories(path.resolve("over lay"));
    folder.with("shop/Chart.yaml", "apiVersion: v2\nname: The_Shop\n");
  }

  private void program(String name, String script) throws Exception {
    folder.with("bin/" + name, "#!/bin/sh\n" + script);
    assertThat(path.resolve("bin/" + name).toFile().setExecutable(true)).isTrue();
  }

  private Reading read(Inputs inputs) throws UsageException {
    String bin = path.resolve("bin") + ":/usr/bin:/bin";
    Map<String, String> environment =
        Map.of("PATH", bin, "KUBECTL_PATH", path.resolve("bin/kubectl").toString());
    return Reader.read(inputs, path, InputStream.nullInputStream(), environment);
  }

  @Test
  void kustomizeIsPreferred() throws Exception {
    program("kubectl", "exit 1\n");
    program(
        "kustomize",
        """
        echo "# Warning: old" >&2
        echo "apiVersion: v1"
        echo "kind: Service"
        echo "metadata: {name: '$1 $2 $#'}"
        """);
    Reading reading = read(KUSTOMIZE);
    assertThat(reading.unseen()).isEmpty();
    Document document = reading.documents().getFirst();
    assertThat(((Mapping) document.root()).text("metadata", "name")).contains("build over lay 2");
    assertThat(document.file().name()).isEqualTo("over lay (kustomize)");
    assertThat(document.file().directory()).isEqualTo("over lay");
    assertThat(document.file().origin()).isEqualTo(SourceFile.Origin.RENDERED);
  }

  @Test
  void kubectlDoesInItsPlace() throws Exception {
    program("kubectl", "printf 'apiVersion: v1\\nkind: Service\\nmetadata: {name: %s}\\n' $1\n");
    Mapping root = (Mapping) read(KUSTOMIZE).documents().getFirst().root();
    assertThat(root.text("metadata", "name")).contains("kustomize");
  }

  @Test
  void failuresAreUnseen() throws Exception {
    program(
        "kubectl", "echo '# Warning: x' >&2; echo >&2; echo 'Error: no such base' >&2; exit 1\n");
    assertThat(Folder.unseen(read(KUSTOMIZE)))
        .containsExactly("over lay: kustomize failed: no such base");
  }

  @Test
  void kubectlsLogLinesAreUnwrapped() throws Exception {
    program(
        "kubectl",
        """
        echo 'E1124 02:05:08.549493   19321 run.go:72] "command failed" err="no \\"x.yaml\\""' >&2
        exit 1
        """);
    assertThat(Folder.unseen(read(KUSTOMIZE)))
        .containsExactly("over lay: kustomize failed: no \"x.yaml\"");
  }

  @Test
  void helmsOutputIsNamedAfterItsTemplates() throws Exception {
    program(
        "helm",
        """
        echo "---"; echo "# Source: The_Shop/templates/a.yaml"; echo "apiVersion: v1"; echo "kind: Service"
        echo "---"; echo "# Source: The_Shop/charts/db/templates/b.yaml"; echo "apiVersion: v1"
        echo "kind: ConfigMap"; echo "metadata: {name: '$*'}"
        echo "---"; echo "# Source: The_Shop/templates/a.yaml"; echo "apiVersion: v1"; echo "kind: Secret"
        """);
    Reading reading = read(HELM);
    assertThat(Folder.names(reading))
        .containsExactly(
            "shop/templates/a.yaml (helm)",
            "shop/templates/a.yaml (helm)",
            "shop/charts/db/templates/b.yaml (helm)");
    Document last = reading.documents().getLast();
    assertThat(((Mapping) last.root()).text("metadata", "name"))
        .contains("template the-shop shop --values=v.yaml");
    assertThat(last.file().directory()).isEqualTo("shop");
  }

  @Test
  void missingDependenciesHaveARemedy() throws Exception {
    program(
        "helm",
        "echo 'Error: found in Chart.yaml, but missing in charts/ directory: db' >&2; exit 1\n");
    assertThat(Folder.unseen(read(HELM)))
        .containsExactly(
            "Helm chart shop: helm failed: found in Chart.yaml, but missing in charts/ directory:"
                + " db; run 'helm dependency build shop' first");
  }

  @Test
  void missingProgramsHaveARemedy() {
    assertThatThrownBy(() -> folder.read(KUSTOMIZE))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("-k needs kustomize or kubectl");
    assertThatThrownBy(() -> folder.read(HELM))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--helm needs helm");
  }

  @Test
  void programsThatDoNotEndAreStopped() throws Exception {
    program("slow", "sleep 60\n");
    Program slow = new Program(path.resolve("bin/slow"), Map.of("PATH", "/usr/bin:/bin"));
    assertThatThrownBy(() -> slow.run(List.of(), path, Duration.ofMillis(300)))
        .isInstanceOf(Program.Failed.class)
        .hasMessageContaining("did not end within");
  }

  @Test
  void muchOutputOnBothStreamsDoesNotBlock() throws Exception {
    program("loud", "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero\n");
    Program loud = new Program(path.resolve("bin/loud"), Map.of("PATH", "/usr/bin:/bin"));
    assertThat(loud.run(List.of(), path, Duration.ofSeconds(20))).hasSize(1_000_000);
  }
}
