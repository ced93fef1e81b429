package io.svcaudit.rules.api;

import io.svcaudit.model.Service;
import io.svcaudit.model.Service.Type;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;

/// A Service that somebody wants to create.
///
/// @param typeKnown whether its type can be told; if not, nothing that depends on it is said
record Candidate(Service service, Faults faults, boolean typeKnown) {
  static Candidate of(Service service, Faults faults) {
    Scalar type = service.spec().scalar("type");
    boolean known =
        type == null || type.text().isEmpty() || type.text().equals(service.type().toString());
    return new Candidate(service, faults, known);
  }

  Mapping spec() {
    return service.spec();
  }

  boolean is(Type type) {
    return typeKnown && service.type() == type;
  }

  boolean isNot(Type type) {
    return typeKnown && service.type() != type;
  }

  /// Whether a list of the specification has items.
  boolean hasItems(String field) {
    return !spec().items(field).isEmpty();
  }
}
