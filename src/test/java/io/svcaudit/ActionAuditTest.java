package io.svcaudit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// The step of the GitHub Action that audits.
@DisabledOnOs(OS.WINDOWS)
class ActionAuditTest {
  private static final String OUT_OF_RANGE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: "NAME", namespace: shop}
      spec:
        type: NodePort
        selector: {app: web}
        ports: [{port: 80, nodePort: 80}]
      """;

  @TempDir private Path folder = Path.of("");

  private void write(String name, String service) throws IOException {
    Path file = folder.resolve("workspace").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, OUT_OF_RANGE.replace("NAME", service));
  }

  private ActionStep audit(Map<String, String> inputs) throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("EXECUTABLE", ActionStep.executable(folder).toString());
    environment.put("AUDIT_PATHS", ".");
    environment.put("FAIL_ON", "medium");
    environment.put("CATEGORY", "svc-audit");
    environment.putAll(inputs);
    return ActionStep.run("action-audit", folder, environment);
  }

  @Test
  void findingsAreWrittenAndDoNotFailTheStep() throws Exception {
    write("k8s/web.yaml", "web");
    ActionStep step = audit(Map.of("CATEGORY", "prod eu"));
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("exit-code", "1");
    assertThat(step.log()).contains("error[nodeport-out-of-range]", "k8s/web.yaml:7:");
    assertThat(step.summary())
        .startsWith("### svc-audit: 1 high\n\n| severity | rule | place | finding |\n|---|")
        .contains(
            "| high | [nodeport-out-of-range](https://github.com/svc-audit/svc-audit/blob/main"
                + "/rules/nodeport-out-of-range.md) | k8s/web.yaml:7 | Service shop/web ");
    var sarif = JsonMapper.shared().readTree(Path.of(step.outputs().get("sarif-file")).toFile());
    assertThat(sarif.at("/runs/0/results").size()).isEqualTo(1);
    assertThat(sarif.at("/runs/0/automationDetails/id").asString()).isEqualTo("prod eu/");
  }

  @Test
  void nothingToReport() throws Exception {
    write("k8s/web.yaml", "web");
    ActionStep step = audit(Map.of("AUDIT_ARGS", "--exclude-rule nodeport-out-of-range"));
    assertThat(step.log()).contains("No findings");
    assertThat(step.exitCode()).isZero();
    assertThat(step.outputs()).containsEntry("exit-code", "0");
    assertThat(step.summary()).isEqualTo("### svc-audit: no findings\n");
  }

  @Test
  void pathsAndOptionsAreSplitAsInAShell() throws Exception {
    write("a b/web.yaml", "one");
    write("-c/web.yaml", "two");
    write("d/web.yaml", "three");
    ActionStep step =
        audit(
            Map.of(
                "AUDIT_PATHS", "'a b'\n  -c ",
                "AUDIT_ARGS", "--severity\nhigh --rule 'nodeport-out-of-range'",
                "FAIL_ON", "none"));
    assertThat(step.outputs()).containsEntry("exit-code", "0");
    assertThat(step.summary()).contains("2 high", "| a b/web.yaml:7 |", "| -c/web.yaml:7 |");
  }

  @ParameterizedTest
  @CsvSource({
    "AUDIT_PATHS, gone, the path \"gone\" does not exist",
    "AUDIT_PATHS, '', 'to audit manifests, name files or directories'",
    "AUDIT_ARGS, --no-such-option, --no-such-option",
    "AUDIT_ARGS, --exclude-rule 'x, the quotes in 'args' do not match",
    "AUDIT_ARGS, --output-file=x, leave --output and --output-file out of 'args'",
    "FAIL_ON, sometimes, sometimes",
    "CATEGORY, '', --sarif-category is empty"
  })
  void anAuditThatCannotBeDoneFailsTheStep(String input, String value, String message)
      throws Exception {
    write("k8s/web.yaml", "web");
    ActionStep step = audit(Map.of(input, value));
    assertThat(step.exitCode()).isEqualTo(2);
    assertThat(step.log()).contains("::error title=svc-audit::", message);
    assertThat(step.outputs()).isEmpty();
  }

  @Test
  void manifestsHoldNoCommandsAndNoMarkdown() throws Exception {
    write("k8s/::error::x|[y]<z>.yaml", "a|`b`[c](http://evil) ##[error]x");
    ActionStep step = audit(Map.of());
    String log = step.log();
    String token = log.substring(log.indexOf("::stop-commands::") + 17, log.indexOf('\n'));
    assertThat(token).matches("[0-9a-f]{32}");
    assertThat(log).startsWith("::stop-commands::").endsWith("\n::" + token + "::\n");
    assertThat(step.summary())
        .contains("k8s/::error::x\\|\\[y\\]\\<z\\>.yaml:7 |")
        .contains("a\\|\\`b\\`\\[c\\](http://evil) \\#\\#\\[error\\]x");
  }

  @Test
  void theSummaryIsShort() throws Exception {
    for (int i = 0; i < 25; i++) write("k8s/web%d.yaml".formatted(i), "web" + i);
    ActionStep step = audit(Map.of("AUDIT_ARGS", "--rule nodeport-out-of-range"));
    assertThat(step.summary()).startsWith("### svc-audit: 25 high\n");
    assertThat(step.summary().lines().filter(line -> line.startsWith("| high |"))).hasSize(20);
    assertThat(step.summary()).endsWith("\n… and 5 more: see the log of the job.\n");
  }
}
