package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;

/// How an object of the Gateway API names another one, with the defaults of the API filled in
/// (ParentReference, BackendObjectReference, SecretObjectReference).
///
/// @param group empty for the core group
/// @param namespace that of the object that refers unless another is written
/// @param name empty if it is not written
public record Reference(String group, String kind, String namespace, String name, Mapping node) {
  /// @param group what an absent `group` means
  /// @param kind what an absent `kind` means
  static Reference of(KubeObject from, Mapping node, String group, String kind) {
    return new Reference(
        node.text("group").orElse(group),
        node.text("kind").orElse(kind),
        node.text("namespace").filter(n -> !n.isEmpty()).orElse(from.namespace()),
        node.text("name").orElse(""),
        node);
  }

  public boolean isService() {
    return group.isEmpty() && kind.equals("Service");
  }

  /// Where the name stands, or all of it if there is none.
  public Span span() {
    return node.spanOf("name");
  }

  /// `Service shop/api`, as messages say it.
  @Override
  public String toString() {
    return "%s %s/%s".formatted(kind, namespace, name);
  }
}
