package io.svcaudit.built;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The hooks in the real pre-commit, as its users have them: installed in a repository, run by `git
/// commit`.
@PythonTools
class PreCommitIT {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: db
      spec:
        type: ClusterIP
        selector:
          app: db
        ports:
          - port: 5432
            targetPort: postgres
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: db
      spec:
        selector:
          matchLabels:
            app: db
        template:
          metadata:
            labels:
              app: db
          spec:
            containers:
              - name: postgres
                image: postgres:17
                ports:
                  - name: postgres
                    containerPort: 5432
      """;

  @TempDir private static Path shared = Path.of("");
  private static String preCommit = "";
  private static String rev = "";
  private static final Map<String, String> ENVIRONMENT = new HashMap<>();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void releaseTheHooks() throws IOException {
    preCommit = run("scripts/pre-commit-tool").strip();
    var asked = Pattern.compile("svc-audit==([^\"]+)");
    var version = asked.matcher(Files.readString(Built.project().resolve("pyproject.toml")));
    assertThat(version.find()).isTrue();
    Path wheel = Wheel.of(Built.best(), version.group(1), shared);

    // No package index: another one's package of this name must never be run.
    Path backend = shared.resolve("backend");
    String python = Path.of(preCommit).resolveSibling("python").toString();
    run(python, "-m", "pip", "download", "-q", "--no-deps", "-d", backend.toString(), "setuptools");
    ENVIRONMENT.put("PIP_NO_INDEX", "1");
    ENVIRONMENT.put("PIP_FIND_LINKS", wheel.getParent() + " " + backend);
    ENVIRONMENT.put("PRE_COMMIT_HOME", shared.resolve("cache").toString());
    ENVIRONMENT.put("VIRTUALENV_COPIES", "1");

    var hooks = GitRepository.init(shared.resolve("hooks"), Map.of());
    String[] all = {"--git-dir=.git", "--work-tree=" + Built.project(), "add", "--all"};
    hooks.git(all);
    hooks.git("commit", "--quiet", "--message", "release");
    rev = "v" + version.group(1);
    hooks.git("tag", rev);
  }

  private static String run(String... command) {
    var builder = new ProcessBuilder(command).directory(Built.project().toFile());
    Built.Run run = Built.finish(builder, "");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    return run.stdout();
  }

  /// A repository that uses a hook.
  ///
  /// @param settings lines of its configuration for the hook
  private GitRepository using(String hook, String... settings) throws IOException {
    // The one that is installed on this machine is not tested.
    Stream<String> path =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .filter(directory -> !Files.exists(Path.of(directory, "kubectl-svc_audit")));
    if (hook.equals("svc-audit-system"))
      path = Stream.concat(Stream.of(shared.resolve("bin").toString()), path);
    var environment = new HashMap<>(ENVIRONMENT);
    environment.put("PATH", path.collect(joining(File.pathSeparator)));
    var repository = GitRepository.init(folder.resolve("repository"), environment);
    repository.write(
        ".pre-commit-config.yaml",
        """
        repos:
          - repo: %s
            rev: %s
            hooks:
              - id: %s
        %s\
        """
            .formatted(shared.resolve("hooks"), rev, hook, String.join("\n", settings)));
    assertThat(repository.run(preCommit, "install").exitCode()).isZero();
    return repository;
  }

  private static void assertPassed(Built.Run commit) {
    assertThat(commit.stderr()).containsPattern("svc-audit.*\\.Passed\n");
    assertThat(commit.exitCode()).isZero();
  }

  private static void assertFailed(Built.Run commit, String... said) {
    assertThat(commit.stderr()).containsPattern("svc-audit.*\\.Failed\n").contains(said);
    assertThat(commit.exitCode()).isEqualTo(1);
  }

  @Test
  void preCommitAcceptsTheHooks() {
    assertThat(run(preCommit, "validate-manifest", ".pre-commit-hooks.yaml")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"svc-audit", "svc-audit-system"})
  void aBadManifestIsNotCommittedUntilItIsMended(String hook) throws IOException {
    var repository = using(hook);
    repository.write("k8s/deployment.yaml", DEPLOYMENT);
    repository.write("k8s/service.yaml", SERVICE.replace("ClusterIP", "NodePort"));
    assertFailed(
        repository.commit("."),
        "- exit code: 1",
        "error[datastore-exposed-nodeport]: Service default/db",
        "--> k8s/service.yaml:6:3");

    repository.write("k8s/service.yaml", SERVICE);
    assertPassed(repository.commit("k8s/service.yaml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"svc-audit", "svc-audit-system"})
  void oneOfTwoFilesIsJudgedWithTheOther(String hook) throws IOException {
    var repository = using(hook);
    repository.write("k8s/deployment.yaml", DEPLOYMENT);
    repository.write("k8s/service.yaml", SERVICE);
    assertPassed(repository.commit("."));

    repository.write("k8s/service.yaml", SERVICE.replace("port: 5432", "port: 5433"));
    assertPassed(repository.commit("k8s/service.yaml"));

    repository.write("k8s/service.yaml", SERVICE.replace("Port: postgres", "Port: postgresql"));
    assertFailed(
        repository.commit("k8s/service.yaml"),
        "error[target-port-name-unresolved]",
        "--> k8s/service.yaml:11:7",
        "::: k8s/deployment.yaml:18:15");
  }

  @Test
  void aCommitWithoutYamlOrJsonIsNotHeldUp() throws IOException {
    var repository = using("svc-audit");
    repository.write("db.yaml", SERVICE.replace("ClusterIP", "NodePort") + "---\n" + DEPLOYMENT);
    repository.git("add", ".");
    repository.git("commit", "--quiet", "--no-verify", "--message", "db");

    repository.write("README.md", "# Shop\n");
    var commit = repository.commit("README.md");
    assertThat(commit.stderr()).contains("(no files to check)Skipped\n");
    assertThat(commit.exitCode()).isZero();
  }

  @Test
  void aRepositoryWithoutManifestsPasses() throws IOException {
    assertPassed(using("svc-audit").commit("."));
  }

  @Test
  void aFolderThatIsNamedMustHoldManifests() throws IOException {
    var repository = using("svc-audit", "        args: [k8s]");
    repository.write("k8s/values.json", "{\"replicas\": 3}\n");
    repository.write("db.yaml", SERVICE + "---\n" + DEPLOYMENT);
    assertFailed(
        repository.commit("k8s"), "- exit code: 2", "error: no Kubernetes objects found in k8s\n");
  }

  @Test
  void whatCouldNotBeReadIsNotPassed() throws IOException {
    var repository = using("svc-audit");
    repository.write("db.yaml", SERVICE + "---\n" + DEPLOYMENT);
    repository.write("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    repository.write("web/templates/service.yaml", SERVICE.replace("db", "{{ .Release.Name }}"));
    assertFailed(
        repository.commit("."),
        "- exit code: 2",
        "error: Helm chart web: its templates were not rendered; use --helm web\n");
  }
}
