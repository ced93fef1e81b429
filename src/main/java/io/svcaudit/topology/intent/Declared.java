package io.svcaudit.topology.intent;

import io.svcaudit.model.Service;
import io.svcaudit.source.Spot;

/// What the configuration says of a Service, or of all of a namespace.
///
/// @param namespace empty for any
/// @param service its name; empty for all of the namespace
/// @param spot the key and the value together
public record Declared(String namespace, String service, Audience audience, Spot spot) {
  /// Whether it is about a Service.
  public boolean isAbout(Service other) {
    return isAbout(other.ref().namespace(), other.ref().name());
  }

  boolean isAbout(String namespaceOfOther, String other) {
    return (namespace.isEmpty() || namespace.equals(namespaceOfOther))
        && (service.isEmpty() || service.equals(other));
  }

  /// The name of a Service says more than its namespace.
  int exactness() {
    return (service.isEmpty() ? 0 : 2) + (namespace.isEmpty() ? 0 : 1);
  }

  /// As messages say it.
  @Override
  public String toString() {
    if (service.isEmpty()) return "namespace " + namespace;
    return "Service " + (namespace.isEmpty() ? "" : namespace + "/") + service;
  }
}
