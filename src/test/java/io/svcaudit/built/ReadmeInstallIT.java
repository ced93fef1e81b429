package io.svcaudit.built;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The lines to copy under "Install" in the README, with a release that was made here.
@EnabledOnOs(OS.LINUX)
class ReadmeInstallIT {
  @TempDir private Path folder = Path.of("");

  private static String block(String language, String containing) throws IOException {
    String readme = Files.readString(Built.project().resolve("README.md"));
    return Pattern.compile("```%s\n(.*?)```".formatted(language), Pattern.DOTALL)
        .matcher(readme)
        .results()
        .map(match -> match.group(1))
        .filter(text -> text.contains(containing))
        .findFirst()
        .orElseThrow();
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private Built.Run install(Path releases) throws IOException {
    String lines =
        block("sh", "curl -fLO")
            .replaceFirst("version=\\S+ platform=\\S+", platform())
            .replaceFirst("base=\\S+", "base=" + releases.toUri());
    var shell = new ProcessBuilder("bash", "-ec", lines).directory(folder.toFile());
    shell.environment().put("HOME", folder.toString());
    return Built.finish(shell, "");
  }

  private static String platform() {
    return "version=%s platform=%s_%s".formatted(Release.VERSION, Release.OS, Release.ARCH);
  }

  private Path released() throws IOException {
    Path releases = Files.createDirectory(folder.resolve("releases"));
    String archive = Release.archive(Release.OS, Release.ARCH);
    Files.copy(Release.ofThisPlatform().file(archive), releases.resolve(archive));
    assertThat(Release.script("release-checksums", releases.toString(), Release.VERSION).exitCode())
        .isZero();
    return releases;
  }

  @Test
  void anArchiveIsCheckedAndUnpacked() throws IOException {
    Built.Run run = install(released());
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    Path plugin = folder.resolve(".local/bin/kubectl-svc_audit");
    assertThat(new Built("installed", List.of(plugin.toString())).run(folder, "--version").stdout())
        .isEqualTo("svc-audit " + Release.VERSION + "\n");
    assertThat(folder.resolve(".local/bin/kubectl_complete-svc_audit")).isExecutable();
  }

  @Test
  void aDamagedArchiveIsNotUnpacked() throws IOException {
    Path releases = released();
    Files.writeString(releases.resolve(Release.archive(Release.OS, Release.ARCH)), "damaged");
    assertThat(install(releases).exitCode()).isNotZero();
    assertThat(folder.resolve(".local")).doesNotExist();
  }

  @Test
  void theHooksAndTheActionsInputsExist() throws IOException {
    String hooks = Files.readString(Built.project().resolve(".pre-commit-hooks.yaml"));
    for (String id : List.of("svc-audit", "svc-audit-system", "svc-audit-docker"))
      assertThat(hooks).contains("- id: " + id + "\n");
    assertThat(yaml(block("yaml", "id: svc-audit"))).isNotNull();

    String uses = block("yaml", "uses: svc-audit/svc-audit");
    assertThat(yaml(uses)).isNotNull();
    String action = Files.readString(Built.project().resolve("action.yml"));
    String inputs = uses.substring(uses.indexOf("inputs: ") + 8).lines().findFirst().orElseThrow();
    for (String input : inputs.split(", ", -1)) assertThat(action).contains("\n  " + input + ":\n");
  }
}
