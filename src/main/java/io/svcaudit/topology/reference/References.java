package io.svcaudit.topology.reference;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.ConfigRef;
import io.svcaudit.model.Container;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The addresses that all workloads are given, with the Services that they mean. Immutable.
public final class References {
  private final List<Reference> all = new ArrayList<>();
  private final IdentityHashMap<Workload, List<Reference>> byWorkload = new IdentityHashMap<>();
  private final IdentityHashMap<Service, List<Reference>> byService = new IdentityHashMap<>();
  private final IdentityHashMap<Workload, List<Outside>> outside = new IdentityHashMap<>();

  private References() {}

  /// Reads every workload once, and every mounted text once.
  public static References of(Model model, Lookup lookup) {
    var references = new References();
    var extraction = new Extraction(lookup, new Resolver(lookup), shared(model, lookup));
    for (Workload workload : model.workloads()) {
      var beyond = new ArrayList<Outside>();
      List<Reference> own = extraction.of(workload, beyond);
      if (!beyond.isEmpty()) references.outside.put(workload, List.copyOf(beyond));
      if (own.isEmpty()) continue;
      references.all.addAll(own);
      references.byWorkload.put(workload, List.copyOf(own));
      for (Reference reference : own) {
        Service service = reference.service();
        if (service != null)
          references.byService.computeIfAbsent(service, _ -> new ArrayList<>()).add(reference);
      }
    }
    return references;
  }

  /// The ConfigMaps and Secrets that more than one workload takes whole.
  private static Set<KubeObject> shared(Model model, Lookup lookup) {
    IdentityHashMap<KubeObject, Workload> first = new IdentityHashMap<>();
    Set<KubeObject> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Workload workload : model.workloads())
      for (Container container : workload.template().containers())
        for (ConfigRef ref : whole(workload, container)) {
          ConfigMap map = lookup.configMap(workload.object(), ref.secret(), ref.name());
          if (map == null) continue;
          Workload other = first.putIfAbsent(map.object(), workload);
          if (other != null && other != workload) shared.add(map.object());
        }
    return shared;
  }

  private static List<ConfigRef> whole(Workload workload, Container container) {
    var whole = new ArrayList<>(ConfigRef.envFrom(container));
    for (ConfigRef ref : ConfigRef.mounted(workload.template(), container))
      if (ref.key().isEmpty()) whole.add(ref);
    return whole;
  }

  /// All of them, in the order of the workloads; may be empty.
  public List<Reference> all() {
    return Collections.unmodifiableList(all);
  }

  /// What a workload is given, in the order of its containers; may be empty.
  public List<Reference> of(Workload workload) {
    return byWorkload.getOrDefault(workload, List.of());
  }

  /// What a workload is given that leads out of the cluster, in the order of its containers; may be
  /// empty.
  public List<Outside> outside(Workload workload) {
    return outside.getOrDefault(workload, List.of());
  }

  /// What leads to a Service; may be empty.
  public List<Reference> to(Service service) {
    return Collections.unmodifiableList(byService.getOrDefault(service, List.of()));
  }

  /// What of a workload leads to a Service; may be empty.
  public List<Reference> between(Workload workload, Service service) {
    return of(workload).stream().filter(r -> r.service() == service).toList();
  }
}
