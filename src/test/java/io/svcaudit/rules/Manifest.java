package io.svcaudit.rules;

import io.svcaudit.audit.Auditor;
import io.svcaudit.model.Model;
import io.svcaudit.source.Document;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.SourceFile.Origin;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Manifests for tests, with what is expected of them in comments.
public final class Manifest {
  private final List<Document> documents = new ArrayList<>();
  private final List<Unseen> unseen = new ArrayList<>();
  private final List<Kustomization> kustomizations = new ArrayList<>();
  private final List<SourceFile> files = new ArrayList<>();

  /// One text that the user named.
  public static Manifest of(String text) {
    return new Manifest().with(new SourceFile("test.yaml", ".", text, Origin.NAMED));
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

  public Manifest with(SourceFile file) {
    var contents = Manifests.read(file);
    documents.addAll(contents.documents());
    unseen.addAll(contents.unseen());
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
    return Topology.of(
        Model.objects(documents, (_, written) -> written.orElse("default")),
        kustomizations,
        unseen);
  }

  /// What one rule finds.
  public List<Finding> findings(Rule rule) {
    var findings = new Findings(rule);
    rule.check(topology(), findings);
    return findings.all();
  }

  /// What all rules find, folded as in an audit.
  public List<Finding> findings() {
    return Auditor.audit(topology(), Rules.ALL);
  }
}
