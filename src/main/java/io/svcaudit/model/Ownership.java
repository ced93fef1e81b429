package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who made whom: `metadata.ownerReferences` with `controller: true`, followed up to the one that a
/// person wrote.
final class Ownership {
  /// Several of them belong to one maker. Everything else stands for itself where its maker, such
  /// as an operator's resource, was not read.
  private static final Set<String> MADE = Set.of("Pod", "ReplicaSet", "Job");

  private final Map<String, KubeObject> byUid = new HashMap<>();

  Ownership(Collection<KubeObject> objects) {
    for (KubeObject object : objects) object.uid().ifPresent(uid -> byUid.put(uid, object));
  }

  /// The identity of what made an object in the end: of the object itself if nobody did, and of
  /// something that was not read if the trace is lost.
  ///
  /// @return empty if the object has no identity
  Optional<String> root(KubeObject object) {
    Optional<String> root = object.uid();
    Optional<String> next = controller(object);
    if (next.isEmpty()) return root;
    var seen = new HashSet<String>();
    KubeObject at = object;
    while (next.isPresent() && seen.add(next.get())) {
      KubeObject owner = byUid.get(next.get());
      if (owner == null) return MADE.contains(at.kind()) ? next : root;
      at = owner;
      root = next;
      next = controller(owner);
    }
    return root;
  }

  /// The Pods of the kubelet's own files belong to their Node, which made none of them.
  private static Optional<String> controller(KubeObject object) {
    for (Mapping owner : object.metadata().mappings("ownerReferences"))
      if (owner.isTrue("controller") && !owner.text("kind").orElse("").equals("Node"))
        return owner.text("uid");
    return Optional.empty();
  }
}
