package io.svcaudit.topology.map;

import io.svcaudit.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which objects are drawn together: those of a namespace, unless several folders hold objects of
/// the same names in it. Then the highest folders that tell them apart are drawn apart.
final class Places {
  /// @param unit empty if the namespace is not divided
  record Place(String namespace, String unit) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::namespace).thenComparing(Place::unit);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    /// `shop/Deployment/web`, `overlays/dev:shop/Deployment/web`.
    String id(String kind, String name) {
      String within = namespace + "/" + kind + "/" + name;
      return unit.isEmpty() ? within : unit + ":" + within;
    }
  }

  /// The units of a namespace that is divided, by file.
  private final Map<String, Map<String, String>> units = new HashMap<>();

  Places(List<KubeObject> objects) {
    var byNamespace = new HashMap<String, List<KubeObject>>();
    for (KubeObject object : objects)
      byNamespace.computeIfAbsent(object.namespace(), _ -> new ArrayList<>()).add(object);
    byNamespace.forEach((namespace, all) -> {
      var divided = new HashMap<String, String>();
      if (!all.getFirst().file().isLive()) divide("", 0, all, divided);
      units.put(namespace, divided);
    });
  }

  /// A folder is a unit if what is in it and below is told apart by its names.
  ///
  /// @param depth how many folders lead there
  private static void divide(
      String folder, int depth, List<KubeObject> objects, Map<String, String> into) {
    if (isTold(objects)) {
      for (KubeObject object : objects) into.put(object.file().name(), folder);
      return;
    }
    var here = new ArrayList<KubeObject>();
    var below = new TreeMap<String, List<KubeObject>>();
    for (KubeObject object : objects) {
      List<String> path = folders(object);
      if (path.size() == depth) here.add(object);
      else
        below
            .computeIfAbsent(String.join("/", path.subList(0, depth + 1)), _ -> new ArrayList<>())
            .add(object);
    }
    below.forEach((inner, some) -> divide(inner, depth + 1, some, into));
    Set<String> repeating = repeating(here);
    for (KubeObject object : here) {
      String file = object.file().name();
      into.put(file, repeating.contains(file) ? file : folder.isEmpty() ? "." : folder);
    }
  }

  private static List<String> folders(KubeObject object) {
    String folder = object.file().directory();
    return folder.equals(".") ? List.of() : List.of(folder.split("/", -1));
  }

  private static List<String> key(KubeObject object) {
    return List.of(kind(object), object.name());
  }

  private static boolean isTold(List<KubeObject> objects) {
    return repeating(objects).isEmpty();
  }

  /// The files that hold objects of the same names as other files do.
  private static Set<String> repeating(List<KubeObject> objects) {
    var first = new HashMap<List<String>, String>();
    var repeating = new HashSet<String>();
    for (KubeObject object : objects) {
      String file = object.file().name();
      String other = first.putIfAbsent(key(object), file);
      if (other == null || other.equals(file)) continue;
      repeating.add(file);
      repeating.add(other);
    }
    return repeating;
  }

  Place of(KubeObject object) {
    return of(object, object.namespace());
  }

  /// Where something would be that an object only names.
  Place of(KubeObject from, String namespace) {
    if (from.file().isLive()) return new Place(namespace, "");
    Map<String, String> divided = units.getOrDefault(namespace, Map.of());
    String unit = divided.get(from.file().name());
    return new Place(namespace, unit != null ? unit : around(from, divided));
  }

  /// The unit of a namespace that a file is in which holds nothing of it.
  private static String around(KubeObject from, Map<String, String> divided) {
    List<String> path = folders(from);
    for (int depth = path.size(); depth > 0; depth--) {
      String folder = String.join("/", path.subList(0, depth));
      if (divided.containsValue(folder)) return folder;
    }
    return "";
  }

  /// A Service of Knative makes Pods, and is not one of the core group.
  static String kind(KubeObject object) {
    return object.kind().equals("Service") && !object.ref().group().isEmpty()
        ? "KnativeService"
        : object.kind();
  }
}
