package io.svcaudit.rules.policy;

import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.policy.Stores.Store;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Reference;
import java.util.List;

/// Who calls a data store, by name.
final class Clients {
  private static final int SHOWN = 3;

  private Clients() {}

  /// `Deployment api`, `Deployment api and Deployment jobs`; empty if nobody is known to call it.
  static String of(Topology topology, Store store) {
    List<String> names =
        topology.servicesSelecting(store.workload()).stream()
            .flatMap(service -> topology.references().to(service).stream())
            .filter(reference -> calls(reference, store))
            .map(reference -> reference.from().ref().kindAndName())
            .distinct()
            .toList();
    if (names.size() < 2) return String.join("", names);
    int last = Math.min(names.size(), SHOWN) - 1;
    String more = names.size() > SHOWN ? " and %d others".formatted(names.size() - SHOWN + 1) : "";
    return String.join(", ", names.subList(0, last))
        + (more.isEmpty() ? " and " + names.get(last) : more);
  }

  private static boolean calls(Reference reference, Store store) {
    ServicePort port = reference.called();
    Workload pods = store.workload();
    return port != null
        && Topology.target(port, pods) instanceof Target.Resolved(long number, var _, var _)
        && number == store.number();
  }
}
