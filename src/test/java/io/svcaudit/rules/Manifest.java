package io.svcaudit.rules;

import io.svcaudit.audit.Auditor;
import io.svcaudit.audit.Config;
import io.svcaudit.model.KubeKind;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.Resource;
import io.svcaudit.source.ConfigFile;
import io.svcaudit.source.Document;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Observation;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Manifests for tests, with what is expected of them in comments.
public final class Manifest {
  /// When fixtures that show a cluster were read.
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final Observation EVERYTHING =
      new Observation(
          NOW,
          "test",
          Set.of(),
          Arrays.stream(Resource.values())
              .flatMap(resource -> resource.kinds().stream())
              .map(KubeKind::qualified)
              .collect(Collectors.toSet()),
          List.of());

  private final List<Document> documents = new ArrayList<>();
  private final List<Unseen> unseen = new ArrayList<>();
  private final List<Kustomization> kustomizations = new ArrayList<>();
  private final List<SourceFile> files = new ArrayList<>();
  private Config config = Config.NONE;
  private boolean isCluster;

  /// One text that the user named.
  public static Manifest of(String text) {
    return new Manifest().with(new SourceFile("test.yaml", ".", text, Origin.NAMED));
  }

  /// The same objects, taken for those of a cluster: all of it, seen at [#NOW].
  public Manifest asCluster() {
    isCluster = true;
    return this;
  }

  /// A tree of files, as walking finds it, keyed by the path.
  public static Manifest tree(Map<String, String> texts) {
    var manifest = new Manifest();
    new TreeMap<>(texts)
        .forEach((name, text) -> {
          int slash = name.lastIndexOf('/');
          String directory = slash < 0 ? "." : name.substring(0, slash);
          manifest.with(new SourceFile(name, directory, text, Origin.WALKED));
        });
    return manifest;
  }

  /// What the people of the project say: the text of a `.svc-audit.yaml`.
  public Manifest saying(String text) {
    return with(new SourceFile(ConfigFile.NAME, ".", text, Origin.NAMED));
  }

  public Manifest with(SourceFile file) {
    if (file.name().equals(ConfigFile.NAME)) return configured(file);
    var contents = Manifests.read(file);
    documents.addAll(contents.documents());
    unseen.addAll(contents.unseen());
    files.add(file);
    return this;
  }

  private Manifest configured(SourceFile file) {
    try {
      config = Config.of(ConfigFile.parse(file)).in("default");
    } catch (UsageException e) {
      throw new IllegalArgumentException(e);
    }
    files.add(file);
    return this;
  }

  public Manifest with(Kustomization kustomization) {
    kustomizations.add(kustomization);
    return this;
  }

  public List<SourceFile> files() {
    return files;
  }

  public List<Unseen> unseen() {
    return unseen;
  }

  public Topology topology() {
    List<KubeObject> objects = Model.objects(documents, (_, written) -> written.orElse("default"));
    Topology topology =
        isCluster
            ? Topology.ofCluster(objects, EVERYTHING)
            : Topology.of(objects, kustomizations, unseen);
    return topology.with(config.intent());
  }

  /// What one rule finds.
  public List<Finding> findings(Rule rule) {
    var findings = new Findings(rule);
    rule.check(topology(), findings);
    return findings.all();
  }

  /// What all rules find that run unasked, folded as in an audit.
  public List<Finding> findings() {
    return Auditor.audit(topology(), Rules.STANDARD);
  }
}
