package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;

/// A ReferenceGrant: objects of other namespaces that may refer to objects of its own.
///
/// @param from any of these may; may be empty
/// @param to any of these they may refer to; may be empty
public record ReferenceGrant(KubeObject object, List<From> from, List<To> to) {
  /// @param group empty for the core group; the API has no default for it
  public record From(Mapping node, String group, String kind, String namespace) {}

  /// @param group empty for the core group; the API has no default for it
  /// @param name empty for all objects of the kind
  public record To(Mapping node, String group, String kind, String name) {}

  static ReferenceGrant of(KubeObject object) {
    return new ReferenceGrant(
        object,
        object.spec().mappings("from").stream()
            .map(node ->
                new From(
                    node,
                    node.text("group").orElse(""),
                    node.text("kind").orElse(""),
                    node.text("namespace").orElse("")))
            .toList(),
        object.spec().mappings("to").stream()
            .map(node ->
                new To(
                    node,
                    node.text("group").orElse(""),
                    node.text("kind").orElse(""),
                    node.text("name").orElse("")))
            .toList());
  }

  public ObjectRef ref() {
    return object.ref();
  }
}
