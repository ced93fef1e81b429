package io.svcaudit.topology;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Model;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.OtherPolicy;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Units.Unit;
import io.svcaudit.topology.kept.Kept;
import io.svcaudit.topology.policy.PolicyIndex;
import io.svcaudit.topology.policy.Surroundings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which policies and Namespaces of manifests belong with an object: those of its unit and of units
/// that surely go with it; others of the same written namespace may.
final class FileSurroundings implements Surroundings {
  /// Policies of one unit and namespace.
  ///
  /// @param written whether each of them names its namespace itself
  private record Group(Unit unit, PolicyIndex policies, boolean written) {}

  private record Place(Unit unit, boolean written, String namespace) {}

  private final Units units;
  private final Map<String, List<Group>> groups = new HashMap<>();
  private final Map<String, List<Namespace>> namespaces = new HashMap<>();
  private final List<OtherPolicy> others;
  private final Kept<Place, List<Nearby>> nearby = Kept.byContent();

  FileSurroundings(Model model, Units units) {
    this.units = units;
    this.others = model.otherPolicies();
    for (Namespace namespace : model.namespaces())
      namespaces.computeIfAbsent(namespace.name(), _ -> new ArrayList<>()).add(namespace);
    var indexes = new LinkedHashMap<Place, PolicyIndex>();
    for (NetworkPolicy policy : model.networkPolicies()) {
      KubeObject object = policy.object();
      var place = new Place(units.of(object), object.namespaceWritten(), object.namespace());
      indexes.computeIfAbsent(place, _ -> new PolicyIndex()).add(policy);
    }
    indexes.forEach((place, policies) ->
        groups
            .computeIfAbsent(place.namespace(), _ -> new ArrayList<>())
            .add(new Group(place.unit(), policies, place.written())));
  }

  @Override
  public List<Nearby> policies(KubeObject beside, String namespace) {
    var from = new Place(units.of(beside), beside.namespaceWritten(), namespace);
    return nearby.of(from, () -> find(from));
  }

  private List<Nearby> find(Place from) {
    var found = new ArrayList<Nearby>();
    for (Group group : groups.getOrDefault(from.namespace(), List.of())) {
      if (isSurelyWith(from.unit(), group.unit())) found.add(new Nearby(group.policies(), true));
      else if (mayBeWith(from, group.unit(), group.written()))
        found.add(new Nearby(group.policies(), false));
    }
    return found;
  }

  /// Its own unit, the folders above, and what a kustomization puts with it; but of several
  /// overlays over one base, or files that are alternatives, only one is applied.
  private boolean isSurelyWith(Unit from, Unit other) {
    if (other.equals(from)) return true;
    if (!units.related(from).contains(other)) return false;
    if (!units.companions(from).contains(other)) return true;
    return units.companions(from).stream()
        .allMatch(each -> each.equals(other) || units.companions(other).contains(each));
  }

  private boolean mayBeWith(Place from, Unit other, boolean written) {
    return units.related(from.unit()).contains(other)
        || Units.isBelow(other, from.unit())
        || (written
            && from.written()
            && !from.namespace().equals("default")
            && !units.areRivals(from.unit(), other));
  }

  @Override
  public List<OtherPolicy> otherPolicies(KubeObject beside, String namespace) {
    if (others.isEmpty()) return List.of();
    Unit unit = units.of(beside);
    var from = new Place(unit, beside.namespaceWritten(), namespace);
    return others.stream()
        .filter(other -> other.concerns(namespace))
        .filter(other -> {
          Unit its = units.of(other.object());
          return other.clusterWide()
              || its.equals(unit)
              || mayBeWith(from, its, other.object().namespaceWritten());
        })
        .toList();
  }

  /// What was not read of manifests is not there: whoever audits them asks what they say.
  @Override
  public Optional<String> unseenPolicies(String namespace) {
    return Optional.empty();
  }

  @Override
  public List<Namespace> namespaces(KubeObject beside, String name) {
    List<Namespace> named = namespaces.getOrDefault(name, List.of());
    if (named.size() < 2) return named;
    Unit unit = units.of(beside);
    List<Namespace> near =
        named.stream()
            .filter(each -> {
              Unit its = units.of(each.object());
              return its.equals(unit) || units.related(unit).contains(its);
            })
            .toList();
    return near.isEmpty() ? named : near;
  }

  @Override
  public List<LivePod> pods(Workload workload) {
    return List.of();
  }
}
