package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Faults of the names, labels and annotations of a Service, and of its selector, which is written
/// like labels.
final class MetadataFaults {
  private MetadataFaults() {}

  static void check(KubeObject object, Faults faults) {
    Mapping metadata = object.metadata();
    name(object, metadata, faults);
    String namespace = Values.string(metadata, "namespace");
    if (namespace != null && !namespace.isEmpty()) {
      String reason = Names.label1123(namespace);
      if (reason != null)
        faults.field(metadata, "metadata", "namespace", "not a namespace's name", reason);
    }
    pairs(metadata, "metadata", "labels", faults);
    annotations(metadata.mapping("annotations"), faults);
    pairs(object.spec(), "spec", "selector", faults);
  }

  private static void name(KubeObject object, Mapping metadata, Faults faults) {
    Scalar written = metadata.scalar("name");
    if (written == null && metadata.has("name")) return;
    if (written == null || written.text().isEmpty()) {
      if (metadata.text("generateName").orElse("").isEmpty())
        faults.add("metadata.name", object.nameSpan(), "has no name", "must be written");
      return;
    }
    String name = Values.string(metadata, "name");
    String reason = name == null ? null : Names.label1035(name);
    if (reason != null)
      faults
          .add("metadata.name", metadata.spanOf("name"), "not a Service's name", reason)
          .help("rename it; the name becomes a part of the DNS name");
  }

  private static void pairs(Mapping parent, String path, String field, Faults faults) {
    Map<String, Mapping.Entry> entries = parent.mapping(field).entries();
    for (Map.Entry<String, Mapping.Entry> pair : entries.entrySet()) {
      String key = pair.getKey();
      Mapping.Entry entry = pair.getValue();
      String at = "%s.%s[%s]".formatted(path, field, key);
      String reason = Values.isPlaceholder(key) ? null : Names.qualified(key);
      if (reason != null) faults.add(at, entry.key(), "not a label's key", "key " + reason);
      else if (entry.value() instanceof Scalar scalar && (reason = value(scalar)) != null)
        faults.add(at, entry.span(), "not a label's value", reason);
    }
  }

  private static @Nullable String value(Scalar scalar) {
    return scalar.isString() && !Values.isPlaceholder(scalar.text())
        ? Names.value(scalar.text())
        : null;
  }

  private static void annotations(Mapping annotations, Faults faults) {
    annotations
        .entries()
        .forEach((key, entry) -> {
          String reason = Names.qualified(key.toLowerCase(Locale.ROOT));
          if (reason != null && !Values.isPlaceholder(key))
            faults.add(
                "metadata.annotations[%s]".formatted(key),
                entry.key(),
                "not an annotation's key",
                "key " + reason);
        });
  }
}
