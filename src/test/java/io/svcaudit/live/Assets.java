package io.svcaudit.live;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The programs of a control plane, in a folder laid out as envtest does it.
record Assets(Path folder) {
  /// What `KUBEBUILDER_ASSETS` names, or else what `scripts/control-plane/build` has built. Only on
  /// Linux: the script that starts them looks into `/proc`.
  static Optional<Assets> find() {
    if (!Files.isExecutable(Path.of("/proc/self/exe")) || File.separatorChar != '/')
      return Optional.empty();
    @Nullable String named =
        System.getProperty("KUBEBUILDER_ASSETS", System.getenv("KUBEBUILDER_ASSETS"));
    if (named == null || named.isEmpty())
      return Optional.of(new Assets(cache().resolve("control-plane"))).filter(Assets::complete);
    var assets = new Assets(Path.of(named));
    if (!assets.complete())
      throw new IllegalStateException("KUBEBUILDER_ASSETS names no control plane: " + named);
    return Optional.of(assets);
  }

  private static Path cache() {
    @Nullable String ours = System.getenv("SVC_AUDIT_CACHE");
    if (ours != null) return Path.of(ours);
    @Nullable String users = System.getenv("XDG_CACHE_HOME");
    return users == null || users.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "svc-audit")
        : Path.of(users, "svc-audit");
  }

  private boolean complete() {
    return Stream.of("etcd", "kube-apiserver", "kubectl").allMatch(this::has);
  }

  boolean controllers() {
    return has("kube-controller-manager");
  }

  private boolean has(String program) {
    return Files.isExecutable(folder.resolve(program));
  }

  Path kubectl() {
    return folder.resolve("kubectl");
  }
}
