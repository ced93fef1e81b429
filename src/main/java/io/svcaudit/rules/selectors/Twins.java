package io.svcaudit.rules.selectors;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two Services named after two workloads, with one selector that both workloads have: each gets
/// the connections of the other (`mysql-a` and `mysql-b`, both with `app: mysql`).
final class Twins {
  private Twins() {}

  /// The workload of the other Service; null if there is no such pair.
  static @Nullable Workload other(Topology topology, Service service, List<Workload> workloads) {
    Workload own = namesake(service, workloads);
    if (own == null) return null;
    for (Service other : topology.servicesSelecting(own)) {
      boolean sameSelector =
          other != service
              && other.selector().match(service.selector())
              && service.selector().match(other.selector());
      if (!sameSelector || !topology.sameUnit(other.object(), service.object())) continue;
      Workload theirs = namesake(other, workloads);
      if (theirs != null && theirs != own) return theirs;
    }
    return null;
  }

  private static @Nullable Workload namesake(Service service, List<Workload> workloads) {
    String name = service.object().name();
    for (Workload workload : workloads) {
      String its = workload.object().name();
      if (its.equals(name) || its.endsWith("-" + name)) return workload;
    }
    return null;
  }
}
