package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.BackendClass;
import java.util.Set;

/// A Service of type NodePort in front of a data store: every node of the cluster answers for it,
/// to whoever reaches a node.
public final class DatastoreExposedNodeport implements Rule {
  @Override
  public String name() {
    return "datastore-exposed-nodeport";
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      if (service.type() != Service.Type.NODE_PORT || service.headless()) continue;
      Published stores = Published.of(topology, service, BackendClass::isPrivateStore);
      if (stores == null) continue;
      stores
          .prove(
              out.report(
                  service.object(),
                  "spec.type",
                  service.typeSpan(),
                  "reachable from outside the cluster",
                  "%s publishes %s on %s"
                      .formatted(service.ref(), stores.what(), stores.nodePorts())))
          .severity(stores.severity())
          .cause(Cause.published(topology, service))
          .help(stores.stayInside());
    }
  }
}
