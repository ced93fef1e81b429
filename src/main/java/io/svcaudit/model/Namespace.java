package io.svcaudit.model;

import java.util.LinkedHashMap;

/// A core/v1 Namespace.
///
/// @param labels those that are written, and the one that every Namespace has
public record Namespace(KubeObject object, Labels labels) {
  /// The label that the API server gives to every Namespace: its name (kubernetes.io, Automatic
  /// labelling).
  public static final String NAME_LABEL = "kubernetes.io/metadata.name";

  static Namespace of(KubeObject object) {
    var labels = new LinkedHashMap<>(object.labels().all());
    labels.put(NAME_LABEL, new Labels.Label(NAME_LABEL, object.name(), object.nameSpot()));
    return new Namespace(object, new Labels(labels));
  }

  public String name() {
    return object.name();
  }
}
