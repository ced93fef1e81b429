package io.svcaudit.report;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.source.Span;
import io.svcaudit.source.WorkingTree;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Places in SARIF.
final class SarifLocations {
  /// What the addresses of files are relative to.
  static final String ROOT = "%SRCROOT%";

  private final WorkingTree tree;
  private final Map<String, ArtifactUri> artifacts = new HashMap<>();

  SarifLocations(WorkingTree tree) {
    this.tree = tree;
  }

  /// The members of a location.
  ///
  /// @param object what stands there; null if unknown
  void write(Span place, @Nullable ObjectRef object, JsonGenerator json) {
    json.writeObjectPropertyStart("physicalLocation");
    ArtifactUri artifact = artifacts.computeIfAbsent(place.file().name(), this::artifact);
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", artifact.uri());
    if (artifact.relative()) json.writeStringProperty("uriBaseId", ROOT);
    json.writeEndObject();
    region(place.firstLine(), json);
    json.writeEndObject();
    if (object == null) return;
    json.writeArrayPropertyStart("logicalLocations");
    json.writeStartObject();
    if (!object.name().isEmpty()) json.writeStringProperty("name", object.name());
    json.writeStringProperty("fullyQualifiedName", qualified(object));
    json.writeStringProperty("kind", "resource");
    json.writeEndObject();
    json.writeEndArray();
  }

  private ArtifactUri artifact(String name) {
    return name.equals("-") ? ArtifactUri.STDIN : ArtifactUri.of(tree.locate(name), tree.root());
  }

  private static void region(Span line, JsonGenerator json) {
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", line.line());
    json.writeNumberProperty("startColumn", line.column());
    json.writeNumberProperty("endLine", line.line());
    json.writeNumberProperty("endColumn", Math.max(line.endColumn(), line.column() + 1));
    json.writeEndObject();
  }

  /// `namespace/Kind/name`.
  private static String qualified(ObjectRef object) {
    String within = object.namespace().isEmpty() ? "" : object.namespace() + "/";
    return within + object.kind() + "/" + object.name();
  }
}
