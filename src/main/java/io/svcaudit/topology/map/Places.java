package io.svcaudit.topology.map;

import io.svcaudit.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /// How many folders of a path count in a namespace; more than there are for the file, too.
  private final Map<String, Integer> depths = new HashMap<>();

  Places(List<KubeObject> objects) {
    var byNamespace = new HashMap<String, List<KubeObject>>();
    for (KubeObject object : objects)
      byNamespace.computeIfAbsent(object.namespace(), _ -> new ArrayList<>()).add(object);
    byNamespace.forEach((namespace, all) -> depths.put(namespace, depth(all)));
  }

  private static int depth(List<KubeObject> objects) {
    int deepest = objects.stream().mapToInt(o -> folders(o).length).max().orElse(0);
    for (int depth = 0; depth <= deepest; depth++) if (isTold(objects, depth)) return depth;
    return deepest + 1;
  }

  /// Whether no two objects of one kind and name are in one place.
  private static boolean isTold(List<KubeObject> objects, int depth) {
    Set<List<String>> seen = new HashSet<>();
    for (KubeObject object : objects)
      if (!seen.add(List.of(unit(object, depth), kind(object), object.name()))) return false;
    return true;
  }

  private static String[] folders(KubeObject object) {
    return object.file().directory().split("/", -1);
  }

  private static String unit(KubeObject object, int depth) {
    if (depth == 0) return "";
    String[] folders = folders(object);
    // A depth that no folder has is that of files.
    if (depth > folders.length) return object.file().isLive() ? "" : object.file().name();
    return String.join("/", List.of(folders).subList(0, depth));
  }

  Place of(KubeObject object) {
    return of(object, object.namespace());
  }

  /// Where something would be that an object only names.
  Place of(KubeObject from, String namespace) {
    return new Place(namespace, unit(from, depths.getOrDefault(namespace, 0)));
  }

  /// A Service of Knative makes Pods, and is not one of the core group.
  static String kind(KubeObject object) {
    return object.kind().equals("Service") && !object.ref().group().isEmpty()
        ? "KnativeService"
        : object.kind();
  }
}
