package io.svcaudit.report;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.source.WorkingTree;
import java.util.HashMap;
import java.util.Locale;
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
    ArtifactUri artifact =
        place.file().isLive()
            ? live(place.file(), object)
            : artifacts.computeIfAbsent(place.file().name(), this::artifact);
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", artifact.uri());
    if (artifact.relative()) json.writeStringProperty("uriBaseId", ROOT);
    json.writeEndObject();
    if (place.file().isLive()) region(1, 1, 2, json);
    else region(place.firstLine(), json);
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

  /// Code scanning shows nothing without a file: an object of a cluster gets one that is not there,
  /// and the real name as its logical location.
  private static ArtifactUri live(SourceFile file, @Nullable ObjectRef object) {
    String cluster = file.directory().replace('/', '_');
    String within =
        object == null
            ? file.name()
            : (object.namespace().isEmpty() ? "" : object.namespace() + "/")
                + "%s/%s".formatted(object.kind().toLowerCase(Locale.ROOT), object.name());
    return ArtifactUri.of("live/%s/%s.yaml".formatted(cluster, within), "/");
  }

  private static void region(Span line, JsonGenerator json) {
    region(line.line(), line.column(), Math.max(line.endColumn(), line.column() + 1), json);
  }

  private static void region(int line, int column, int endColumn, JsonGenerator json) {
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", line);
    json.writeNumberProperty("startColumn", column);
    json.writeNumberProperty("endLine", line);
    json.writeNumberProperty("endColumn", endColumn);
    json.writeEndObject();
  }

  /// `namespace/Kind/name`.
  private static String qualified(ObjectRef object) {
    String within = object.namespace().isEmpty() ? "" : object.namespace() + "/";
    return within + object.kind() + "/" + object.name();
  }
}
