package io.svcaudit.topology;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.topology.Units.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds applications that are sorted into folders by kind: `deployments/`, `services/`,
/// `ingresses/` under one parent are one application, not three.
final class KindFolders {
  /// What such folders are called, without digits and signs.
  private static final Set<String> NAMES =
      Set.of(
          "service",
          "services",
          "svc",
          "svcs",
          "deployment",
          "deployments",
          "deploy",
          "deploys",
          "statefulset",
          "statefulsets",
          "daemonset",
          "daemonsets",
          "workload",
          "workloads",
          "pod",
          "pods",
          "ingress",
          "ingresses");

  private KindFolders() {}

  /// The groups of units that are sorted by kind: at least one folder of Services and one of
  /// workloads, none that holds both, one of these called after what it holds, and no object twice.
  ///
  /// @param byParent the units of the folders directly under each parent
  static List<Set<Unit>> among(
      Map<String, List<Unit>> byParent, Map<Unit, List<KubeObject>> objects) {
    var groups = new ArrayList<Set<Unit>>();
    byParent
        .values()
        .forEach(units -> {
          if (isSortedByKind(units, objects)) groups.add(Set.copyOf(units));
        });
    return groups;
  }

  private static boolean isSortedByKind(List<Unit> units, Map<Unit, List<KubeObject>> objects) {
    var services = new HashSet<Unit>();
    var workloads = new HashSet<Unit>();
    var seen = new HashSet<ObjectRef>();
    for (Unit unit : units) {
      if (unit.isOneFile()) return false;
      for (KubeObject object : objects.getOrDefault(unit, List.of())) {
        boolean service = object.kind().equals("Service");
        boolean workload =
            object.node().get("spec", "template") != null || object.kind().equals("Pod");
        if (service) services.add(unit);
        else if (workload) workloads.add(unit);
        if ((service || workload) && !seen.add(object.ref())) return false;
      }
    }
    boolean apart = services.stream().noneMatch(workloads::contains);
    boolean both = !services.isEmpty() && !workloads.isEmpty();
    services.addAll(workloads);
    return apart && both && services.stream().anyMatch(KindFolders::isCalledAfterAKind);
  }

  private static boolean isCalledAfterAKind(Unit unit) {
    String directory = unit.directory();
    String name = directory.substring(directory.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    var letters = new StringBuilder();
    name.chars().filter(Character::isLetter).forEach(letters::appendCodePoint);
    return NAMES.contains(letters.toString());
  }

  /// The units by the folder above theirs.
  static Map<String, List<Unit>> byParent(List<Unit> units) {
    var byParent = new LinkedHashMap<String, List<Unit>>();
    for (Unit unit : units) {
      String parent = Units.parent(unit.directory());
      if (parent != null) byParent.computeIfAbsent(parent, _ -> new ArrayList<>()).add(unit);
    }
    return byParent;
  }
}
