package io.svcaudit.report;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.source.Span;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Places in SARIF.
///
/// @param directory where the run takes place, absolute, with forward slashes
record SarifLocations(String directory) {
  /// What the addresses of files are relative to.
  static final String ROOT = "%SRCROOT%";

  /// The members of a location.
  ///
  /// @param object what stands there; null if unknown
  void write(Span place, @Nullable ObjectRef object, JsonGenerator json) {
    json.writeObjectPropertyStart("physicalLocation");
    var artifact = ArtifactUri.of(place.file().name(), directory);
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
