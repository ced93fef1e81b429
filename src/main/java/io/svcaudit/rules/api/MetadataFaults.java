package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Faults of the names, labels and annotations of an object, and of the selector of a Service,
/// which is written like labels.
final class MetadataFaults {
  private MetadataFaults() {}

  /// What is asked of a name.
  private interface Form {
    @Nullable String fault(String name);
  }

  /// Of a Service.
  static void check(KubeObject object, Faults faults) {
    check(object, Names::label1035, "rename it; the name becomes a part of the DNS name", faults);
    pairs(object.spec(), "spec", "selector", faults);
  }

  /// Of an object whose name is a DNS subdomain, as that of most kinds.
  static void checkNamedFreely(KubeObject object, Faults faults) {
    check(object, Names::subdomain, "rename it", faults);
  }

  private static void check(KubeObject object, Form form, String help, Faults faults) {
    Mapping metadata = object.metadata();
    name(object, form, help, faults);
    String namespace = Values.string(metadata, "namespace");
    if (namespace != null && !namespace.isEmpty()) {
      String reason = Names.label1123(namespace);
      if (reason != null)
        faults.field(metadata, "metadata", "namespace", "not a namespace's name", reason);
    }
    pairs(metadata, "metadata", "labels", faults);
    annotations(metadata.mapping("annotations"), faults);
  }

  private static void name(KubeObject object, Form form, String help, Faults faults) {
    Mapping metadata = object.metadata();
    Scalar written = metadata.scalar("name");
    if (written == null && metadata.has("name")) return;
    if (written == null || written.text().isEmpty()) {
      if (metadata.text("generateName").orElse("").isEmpty())
        faults.add("metadata.name", object.nameSpan(), "has no name", "must be written");
      return;
    }
    String name = Values.string(metadata, "name");
    String reason = name == null ? null : form.fault(name);
    if (reason != null)
      faults
          .add(
              "metadata.name",
              metadata.spanOf("name"),
              "not a %s's name".formatted(object.kind()),
              reason)
          .help(help);
  }

  /// Faults of a mapping that is written like labels.
  static void pairs(Mapping parent, String path, String field, Faults faults) {
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
