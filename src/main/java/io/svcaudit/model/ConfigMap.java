package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A core/v1 ConfigMap, or a Secret of a file: texts under keys that Pods take as variables or as
/// files.
///
/// @param secret whether it is a Secret: its values are never shown. From a cluster none is read.
/// @param data `data` of a ConfigMap, `stringData` of a Secret; only texts count
public record ConfigMap(KubeObject object, boolean secret, Mapping data) {
  static ConfigMap of(KubeObject object) {
    boolean secret = object.kind().equals("Secret");
    return new ConfigMap(object, secret, object.node().mapping(secret ? "stringData" : "data"));
  }

  /// The text under a key; null if there is none.
  public @Nullable Scalar text(String key) {
    return data.scalar(key);
  }

  /// All texts, in the order of writing; may be empty.
  public Map<String, Scalar> texts() {
    var texts = new LinkedHashMap<String, Scalar>();
    data.entries()
        .forEach((key, entry) -> {
          if (entry.value() instanceof Scalar text && !text.isNull()) texts.put(key, text);
        });
    return texts;
  }
}
