package io.svcaudit.model;

import java.util.LinkedHashMap;

/// A Namespace.
///
/// @param labels with `kubernetes.io/metadata.name`, which every Namespace gets on its own
///   (kubernetes.io, Well-Known Labels)
public record Namespace(KubeObject object, Labels labels) {
  private static final String NAME = "kubernetes.io/metadata.name";

  static Namespace of(KubeObject object) {
    var labels = new LinkedHashMap<>(object.labels().all());
    labels.put(NAME, new Labels.Label(NAME, object.name(), object.nameSpot()));
    return new Namespace(object, new Labels(labels));
  }

  public String name() {
    return object.name();
  }
}
