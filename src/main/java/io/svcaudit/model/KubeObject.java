package io.svcaudit.model;

import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An object as it was written: what every kind has in common.
///
/// @param node the whole object
/// @param document the document that it stands in; items of a `List` share one
/// @param namespaceWritten whether `metadata.namespace` is written, or the effective one was taken
public record KubeObject(ObjectRef ref, Mapping node, Document document, boolean namespaceWritten) {

  public String kind() {
    return ref.kind();
  }

  public String name() {
    return ref.name();
  }

  public String namespace() {
    return ref.namespace();
  }

  public Mapping metadata() {
    return node.mapping("metadata");
  }

  public Mapping spec() {
    return node.mapping("spec");
  }

  public Labels labels() {
    return Labels.of(metadata().mapping("labels"));
  }

  /// The value of an annotation.
  public Optional<String> annotation(String key) {
    return metadata().mapping("annotations").text(key);
  }

  /// `metadata.uid`, which only objects of a cluster have.
  public Optional<String> uid() {
    return metadata().text("uid");
  }

  /// `metadata.creationTimestamp`, which only objects of a cluster have.
  public Optional<Instant> created() {
    return Time.of(node, "metadata", "creationTimestamp");
  }

  /// `status.conditions`, which only objects of a cluster have; may be empty.
  public List<Condition> conditions() {
    return Condition.all(node.mapping("status"));
  }

  public SourceFile file() {
    return document.file();
  }

  /// Where its name stands; the whole object if it has none.
  public Span nameSpan() {
    return nameSpot().span().firstLine();
  }

  /// The same, not worked out yet.
  public Spot nameSpot() {
    Scalar name = metadata().scalar("name");
    return name == null ? node.spot() : name.spot();
  }
}
