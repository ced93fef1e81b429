package io.svcaudit.audit;

import io.svcaudit.model.Model;
import io.svcaudit.source.Kustomization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// In which namespace objects land: the written one, or the one that kubectl would take; a
/// kustomization with `namespace` moves all that it builds on. Overlays with different namespaces
/// over one base have no common name; then all of it counts as one namespace, since within each
/// overlay it is.
final class Namespaces implements Model.Namespaces {
  private final String fallback;
  private final Map<String, String> moved = new HashMap<>();

  Namespaces(String fallback, List<Kustomization> kustomizations) {
    this.fallback = fallback;
    var byDirectory = new HashMap<String, Kustomization>();
    for (Kustomization kustomization : kustomizations)
      byDirectory.put(kustomization.directory(), kustomization);
    for (Kustomization kustomization : kustomizations)
      kustomization
          .namespace()
          .ifPresent(n -> move(kustomization.directory(), n, byDirectory, new HashSet<>()));
    for (Kustomization kustomization : kustomizations)
      if (kustomization.namespace().isEmpty()) inherit(kustomization);
  }

  private void move(
      String place, String namespace, Map<String, Kustomization> byDirectory, Set<String> seen) {
    if (!seen.add(place)) return;
    moved.merge(place, namespace, (a, b) -> a.equals(b) ? a : fallback);
    Kustomization there = byDirectory.get(place);
    if (there != null)
      for (String include : there.includes()) move(include, namespace, byDirectory, seen);
  }

  /// An overlay that adds objects to a base which others move stays with that base.
  private void inherit(Kustomization kustomization) {
    for (String include : kustomization.includes()) {
      String namespace = moved.get(include);
      if (namespace != null) moved.putIfAbsent(kustomization.directory(), namespace);
    }
  }

  @Override
  public String of(String directory, Optional<String> written) {
    String namespace = moved.get(directory);
    return namespace != null ? namespace : written.orElse(fallback);
  }
}
