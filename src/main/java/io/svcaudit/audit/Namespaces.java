package io.svcaudit.audit;

import io.svcaudit.model.Model;
import io.svcaudit.source.Kustomization;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// In which namespace objects land: the written one, or the one that kubectl would take; a
/// kustomization with `namespace` moves all that it builds on. Overlays with different namespaces
/// over one base have no name in common; all of it then counts as one namespace, since within each
/// overlay it is.
final class Namespaces implements Model.Namespaces {
  private final String fallback;

  /// Folders and files that are moved together, keyed by each of them.
  private final Map<String, Moved> moved = new HashMap<>();

  /// @param names the namespaces of the kustomizations that move these places
  private record Moved(Set<String> places, Set<String> names) {
    void take(Moved other) {
      places.addAll(other.places);
      names.addAll(other.names);
    }
  }

  /// @param fallback where objects land that name no namespace
  Namespaces(String fallback, List<Kustomization> kustomizations) {
    this.fallback = fallback;
    var byDirectory = new HashMap<String, Kustomization>();
    for (Kustomization kustomization : kustomizations)
      byDirectory.put(kustomization.directory(), kustomization);
    for (Kustomization kustomization : kustomizations)
      kustomization
          .namespace()
          .ifPresent(name -> join(closure(kustomization, byDirectory), Set.of(name)));
    for (Kustomization kustomization : kustomizations)
      if (kustomization.namespace().isEmpty()) follow(kustomization, byDirectory);
  }

  private static Set<String> closure(Kustomization start, Map<String, Kustomization> byDirectory) {
    var reached = new LinkedHashSet<String>();
    var next = new ArrayDeque<>(List.of(start.directory()));
    while (!next.isEmpty()) {
      String place = next.remove();
      Kustomization there = byDirectory.get(place);
      if (reached.add(place) && there != null) next.addAll(there.includes());
    }
    return reached;
  }

  private void join(Set<String> places, Set<String> names) {
    var all = new Moved(new HashSet<>(places), new HashSet<>(names));
    for (String place : places) {
      Moved before = moved.get(place);
      if (before != null) all.take(before);
    }
    for (String place : all.places()) moved.put(place, all);
  }

  /// An overlay without a namespace stays with a base that another overlay moves. What has a
  /// namespace of its own is only collected by it.
  private void follow(Kustomization overlay, Map<String, Kustomization> byDirectory) {
    for (String include : overlay.includes()) {
      Kustomization there = byDirectory.get(include);
      boolean own = there != null && there.namespace().isPresent();
      Moved base = moved.get(include);
      if (!own && base != null && !base.places().contains(overlay.directory()))
        join(Set.of(overlay.directory(), include), Set.of(fallback));
    }
  }

  @Override
  public String of(String directory, Optional<String> written) {
    Moved together = moved.get(directory);
    if (together == null) return written.orElse(fallback);
    return together.names().size() == 1 ? together.names().iterator().next() : fallback;
  }
}
