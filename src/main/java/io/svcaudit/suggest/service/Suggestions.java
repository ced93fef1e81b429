package io.svcaudit.suggest.service;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.suggest.service.Suggested.Type;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is suggested so far.
final class Suggestions {
  private final Topology topology;
  private final List<Suggested> objects = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  Suggestions(Topology topology) {
    this.topology = topology;
  }

  List<Suggested> objects() {
    return objects;
  }

  List<String> notes() {
    return notes;
  }

  /// `Deployment shop/web`
  static String title(Workload workload) {
    KubeObject object = workload.object();
    return "%s %s/%s".formatted(object.kind(), object.namespace(), object.name());
  }

  /// Why nothing is suggested for a workload.
  void note(Workload workload, String why) {
    notes.add("%s: %s".formatted(title(workload), why));
  }

  /// A Service for a workload; under another name if this one is suggested already.
  Suggested.Service add(
      Workload workload,
      String name,
      List<String> comments,
      Type type,
      boolean notReady,
      PodSelector selector,
      List<Port> ports) {
    var all = new ArrayList<>(comments);
    all.addAll(PodSelector.sharing(selector.shared()));
    KubeObject object = workload.object();
    // What belongs to another deployment may be called the same.
    String key = "%d %s/%s".formatted(topology.unit(object), object.namespace(), name);
    String free = taken.add(key) ? name : name + "-clients";
    var service =
        new Suggested.Service(
            object.namespace(),
            object.namespaceWritten(),
            free,
            all,
            type,
            notReady,
            selector.labels(),
            ports);
    objects.add(service);
    return service;
  }

  void add(Suggested.Route route) {
    objects.add(route);
  }
}
