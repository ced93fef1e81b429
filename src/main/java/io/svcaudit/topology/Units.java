package io.svcaudit.topology;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Kustomization;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.kept.Kept;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What belongs together. A repository is not one cluster: `overlays/dev` and `overlays/prod` hold
/// the same objects, and a folder of examples holds a hundred applications.
///
/// The objects of one directory are a unit, and so are all files that the user named, and each
/// rendered kustomization or chart. Files of one directory that define the same object are
/// alternatives to each other: each of them is a unit of its own beside the rest.
final class Units {
  /// @param name the directory, or the file where files are alternatives
  /// @param directory the folder, as in [SourceFile#directory()]
  record Unit(int id, String name, String directory) {
    /// Whether it is a file that is an alternative to others of its folder.
    boolean isOneFile() {
      return !name.equals(directory);
    }
  }

  private final IdentityHashMap<SourceFile, Unit> byFile = new IdentityHashMap<>();
  private final List<Unit> all = new ArrayList<>();
  private final Map<Unit, Set<Unit>> alternatives = new HashMap<>();
  private final Map<String, Set<Unit>> byDirectory = new HashMap<>();
  private final Map<String, List<Unit>> byParent;
  private final Map<Unit, Set<Unit>> sortedByKind = new HashMap<>();
  private final Map<String, Set<String>> kustomized = new HashMap<>();
  private final Kept<Unit, Set<Unit>> companions = Kept.byContent();
  private final Kept<Unit, Set<Unit>> related = Kept.byContent();
  private final Map<Unit, Set<String>> keys = new HashMap<>();

  Units(List<KubeObject> objects, List<Kustomization> kustomizations) {
    var groups = new LinkedHashMap<String, List<KubeObject>>();
    for (KubeObject object : objects)
      groups.computeIfAbsent(group(object.file()), _ -> new ArrayList<>()).add(object);
    groups.values().forEach(this::split);
    for (Unit unit : all)
      byDirectory.computeIfAbsent(unit.directory(), _ -> new LinkedHashSet<>()).add(unit);
    relate(kustomizations);
    byParent = KindFolders.byParent(all);
    var byUnit = new HashMap<Unit, List<KubeObject>>();
    for (KubeObject object : objects) {
      byUnit.computeIfAbsent(of(object), _ -> new ArrayList<>()).add(object);
      if (conflicts(object))
        keys.computeIfAbsent(of(object), _ -> new HashSet<>()).add(key(object));
    }
    for (Set<Unit> group : KindFolders.among(byParent, byUnit))
      for (Unit unit : group) sortedByKind.put(unit, group);
  }

  private static String group(SourceFile file) {
    return switch (file.origin()) {
      case NAMED -> "named";
      case WALKED -> "walked " + file.directory();
      case RENDERED -> "rendered " + file.directory();
      case LIVE -> throw new IllegalArgumentException("no manifest: " + file);
    };
  }

  private void split(List<KubeObject> group) {
    var files = new HashMap<String, SourceFile>();
    Set<SourceFile> alternative = Collections.newSetFromMap(new IdentityHashMap<>());
    for (KubeObject object : group) {
      if (!conflicts(object)) continue;
      SourceFile other = files.putIfAbsent(key(object), object.file());
      if (other != null && !other.equals(object.file())) {
        alternative.add(other);
        alternative.add(object.file());
      }
    }
    Unit rest = null;
    var units = new LinkedHashSet<Unit>();
    for (KubeObject object : group) {
      SourceFile file = object.file();
      if (byFile.containsKey(file)) continue;
      Unit unit;
      if (alternative.contains(file)) unit = add(file.name(), file.directory());
      else if (rest == null) unit = rest = add(file.directory(), file.directory());
      else unit = rest;
      byFile.put(file, unit);
      units.add(unit);
    }
    if (rest == null) return;
    for (Unit unit : units)
      if (!unit.equals(rest)) {
        alternatives.computeIfAbsent(rest, _ -> new LinkedHashSet<>()).add(unit);
        alternatives.computeIfAbsent(unit, _ -> new LinkedHashSet<>()).add(rest);
      }
  }

  /// Things like Namespaces and ServiceAccounts are repeated from file to file without a meaning.
  private static boolean conflicts(KubeObject object) {
    return !object.name().isEmpty()
        && (object.kind().equals("Service")
            || object.kind().equals("Ingress")
            || isOfGatewayApi(object)
            || object.node().get("spec", "template") != null);
  }

  private static boolean isOfGatewayApi(KubeObject object) {
    return object.ref().group().equals(Gateway.GROUP)
        && (object.kind().equals("Gateway") || object.kind().endsWith("Route"));
  }

  private static String key(KubeObject object) {
    return object.kind() + "\0" + object.namespace() + "\0" + object.name();
  }

  private Unit add(String name, String directory) {
    var unit = new Unit(all.size(), name, directory);
    all.add(unit);
    return unit;
  }

  /// Everything that a kustomization builds on, directly or not, belongs with it and with each
  /// other.
  private void relate(List<Kustomization> kustomizations) {
    var byPlace = new HashMap<String, Kustomization>();
    for (Kustomization kustomization : kustomizations)
      byPlace.put(kustomization.directory(), kustomization);
    for (Kustomization kustomization : kustomizations) {
      var reached = new LinkedHashSet<String>();
      var next = new ArrayDeque<>(List.of(kustomization.directory()));
      while (!next.isEmpty()) {
        String place = next.remove();
        if (!reached.add(place)) continue;
        Kustomization there = byPlace.get(place);
        if (there != null) next.addAll(there.includes());
      }
      for (String place : reached)
        kustomized.computeIfAbsent(place, _ -> new LinkedHashSet<>()).addAll(reached);
    }
  }

  List<Unit> all() {
    return all;
  }

  Unit of(KubeObject object) {
    Unit unit = byFile.get(object.file());
    if (unit == null)
      throw new IllegalArgumentException("not an object of this run: " + object.ref());
    return unit;
  }

  /// The units that surely belong with one: alternatives' rest, kustomizations in common, and the
  /// folders above it.
  Set<Unit> related(Unit unit) {
    return related.of(unit, () -> findRelated(unit));
  }

  /// The units of the folders that lie beside a unit's, under one parent.
  List<Unit> siblings(Unit unit) {
    String parent = parent(unit.directory());
    if (parent == null) return List.of();
    return byParent.getOrDefault(parent, List.of()).stream()
        .filter(other -> !other.directory().equals(unit.directory()))
        .toList();
  }

  /// Whether two units are files of one folder of which one repeats objects of the other files.
  boolean isAlternative(Unit a, Unit b) {
    return alternatives.getOrDefault(a, Set.of()).contains(b);
  }

  /// Whether two units define the same object: they are meant for two clusters, then.
  boolean areRivals(Unit a, Unit b) {
    return !a.equals(b)
        && !Collections.disjoint(keys.getOrDefault(a, Set.of()), keys.getOrDefault(b, Set.of()));
  }

  /// The related units without the folders above: what is missing there too is missing.
  Set<Unit> companions(Unit unit) {
    return companions.of(unit, () -> findCompanions(unit));
  }

  private Set<Unit> findCompanions(Unit unit) {
    var found = new LinkedHashSet<>(alternatives.getOrDefault(unit, Set.of()));
    for (String place : kustomized.getOrDefault(unit.directory(), Set.of()))
      found.addAll(at(place));
    found.addAll(sortedByKind.getOrDefault(unit, Set.of()));
    found.remove(unit);
    return found;
  }

  private Set<Unit> findRelated(Unit unit) {
    var found = new LinkedHashSet<>(companions(unit));
    for (String above = parent(unit.directory()); above != null; above = parent(above))
      found.addAll(at(above));
    found.remove(unit);
    return found;
  }

  /// The units of a folder, or of the folder of a file.
  private Collection<Unit> at(String place) {
    Set<Unit> units = byDirectory.get(place);
    if (units != null) return units;
    var found = new HashSet<Unit>();
    byFile.forEach((file, unit) -> {
      if (file.name().equals(place)) found.add(unit);
    });
    return found;
  }

  static @Nullable String parent(String directory) {
    if (directory.equals(".") || directory.equals("/") || directory.endsWith("..")) return null;
    int slash = directory.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : directory.substring(0, slash);
  }

  /// Whether a unit lies in a folder below another's.
  static boolean isBelow(Unit inner, Unit outer) {
    return !inner.directory().equals(outer.directory())
        && (inner.directory().startsWith(outer.directory() + "/")
            || (outer.directory().equals(".")
                && !inner.directory().startsWith("..")
                && !inner.directory().startsWith("/")));
  }
}
