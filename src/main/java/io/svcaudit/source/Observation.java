package io.svcaudit.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a cluster was read, so that what was not read is never taken for absent.
///
/// @param at when, by the clock of the API server
/// @param cluster the name of the context; empty if it has none
/// @param namespaces those that were read; empty for all of them
/// @param kinds those that were listed, or that the cluster does not know, as `Kind.group`
/// @param gaps what could not be read of them; may be empty
public record Observation(
    Instant at, String cluster, Set<String> namespaces, Set<String> kinds, List<Gap> gaps) {

  /// A kind that may not be listed.
  ///
  /// @param kind as `Kind.group`
  /// @param namespace where; empty for everywhere
  /// @param why the server's words, one sentence
  public record Gap(String kind, String namespace, String why) {
    boolean covers(String otherKind, String otherNamespace) {
      return kind.equals(otherKind)
          && (namespace.isEmpty() || otherNamespace.isEmpty() || namespace.equals(otherNamespace));
    }
  }

  public Observation {
    namespaces = Set.copyOf(namespaces);
    kinds = Set.copyOf(kinds);
    gaps = List.copyOf(gaps);
  }

  /// Why objects of a kind may be there though none was seen; empty if none can be.
  ///
  /// @param kind as `Kind.group`
  /// @param namespace empty for a kind outside of namespaces
  public Optional<String> unseen(String kind, String namespace) {
    if (!kinds.contains(kind))
      return Optional.of("%s was not read".formatted(kind.replaceFirst("\\.$", "")));
    if (!namespace.isEmpty() && !namespaces.isEmpty() && !namespaces.contains(namespace))
      return Optional.of("namespace %s was not read".formatted(namespace));
    return gaps.stream().filter(gap -> gap.covers(kind, namespace)).map(Gap::why).findFirst();
  }
}
