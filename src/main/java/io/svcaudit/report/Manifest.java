package io.svcaudit.report;

import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.SourceFile;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/// Manifests that we wrote ourselves, in another form.
public final class Manifest {
  private Manifest() {}

  /// The objects as one `v1` List in JSON, as kubectl prints several.
  ///
  /// @param yaml without errors; may be empty
  public static String json(String yaml) throws IOException {
    var file = new SourceFile("suggested.yaml", ".", yaml, SourceFile.Origin.NAMED);
    var text = new StringBuilder();
    Json.write(
        text,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("apiVersion", "v1");
          json.writeStringProperty("kind", "List");
          json.writeArrayPropertyStart("items");
          for (Document document : Manifests.read(file).documents()) write(document.root(), json);
          json.writeEndArray();
          json.writeEndObject();
        });
    return text.toString();
  }

  private static void write(Node node, JsonGenerator json) {
    switch (node) {
      case Mapping mapping -> {
        json.writeStartObject();
        mapping
            .entries()
            .forEach((name, entry) -> {
              json.writeName(name);
              write(entry.value(), json);
            });
        json.writeEndObject();
      }
      case Sequence sequence -> {
        json.writeStartArray();
        for (Node item : sequence.items()) write(item, json);
        json.writeEndArray();
      }
      case Scalar scalar -> {
        if (scalar.isString()) json.writeString(scalar.text());
        else json.writeRawValue(scalar.text());
      }
    }
  }
}
