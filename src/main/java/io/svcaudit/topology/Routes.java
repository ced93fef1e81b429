package io.svcaudit.topology;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.Service;
import io.svcaudit.topology.Topology.IngressRoute;
import io.svcaudit.topology.kept.Once;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Which Ingress routes lead to which Service.
final class Routes {
  private final World world;
  private final Once<Map<Service, List<IngressRoute>>> byService = new Once<>();

  Routes(World world) {
    this.world = world;
  }

  List<IngressRoute> to(Service service) {
    return byService.get(this::index).getOrDefault(service, List.of());
  }

  private Map<Service, List<IngressRoute>> index() {
    var index = new IdentityHashMap<Service, List<IngressRoute>>();
    for (Ingress ingress : world.model().ingresses())
      for (Ingress.Route route : ingress.routes()) {
        Ingress.Backend backend = route.backend();
        if (backend == null) continue;
        Service service = world.service(ingress.object(), backend.service()).orNull();
        if (service != null)
          index
              .computeIfAbsent(service, _ -> new ArrayList<>())
              .add(new IngressRoute(ingress, route, backend));
      }
    return index;
  }
}
