package io.svcaudit.topology.trace;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One end of a connection as a user writes it, or one of many connections: a selector of Pods
/// stands for every workload that it matches.
public sealed interface EndText {
  /// As it was written.
  String written();

  /// Equal for ends that are written differently and mean the same.
  String key();

  /// The namespaces that it names; may be empty.
  Set<String> namespaces();

  /// Who connects.
  sealed interface From extends EndText permits Named, Labelled {}

  /// What is connected to.
  sealed interface To extends EndText permits Named, Labelled {}

  /// A name as [Ends] looks it up.
  record Named(String written, String key) implements From, To {
    @Override
    public Set<String> namespaces() {
      return Ends.namespaces(written);
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /// A selector of Pods: `shop/app=web,tier!=db`.
  ///
  /// @param namespace empty for any
  /// @param port number or name; empty if it is not written
  record Labelled(String written, String namespace, LabelSelector selector, Optional<String> port)
      implements From, To {
    @Override
    public String key() {
      var parts = new TreeSet<String>();
      for (Requirement one : selector.requirements()) parts.add(text(one));
      return namespace + "/" + String.join(",", parts) + port.map(p -> ":" + p).orElse("");
    }

    private static String text(Requirement requirement) {
      return switch (requirement) {
        case Requirement.In(var key, var values) -> key + "=" + new TreeSet<>(values);
        case Requirement.NotIn(var key, var values) -> key + "!=" + new TreeSet<>(values);
        case Requirement.Exists(var key) -> key;
        case Requirement.DoesNotExist(var key) -> "!" + key;
      };
    }

    @Override
    public Set<String> namespaces() {
      return namespace.isEmpty() ? Set.of() : Set.of(namespace);
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /// A Service, or all of a namespace.
  ///
  /// @param namespace empty if it is not written
  /// @param service empty for all
  record Name(String namespace, String service) {}
}
