package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// Everything for which the API server of Kubernetes 1.35 rejects a Service on every cluster, one
/// finding a fault. What depends on a cluster (its address families, ranges and other Services) is
/// left to others.
public final class ServiceApiRejects implements Rule {
  @Override
  public String name() {
    return "service-api-rejects";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      KubeObject object = service.object();
      if (Faults.isAccepted(object)) continue;
      var faults = new Faults(object, out);
      if (object.ref().apiVersion().equals("v1")) check(service, faults);
      else
        faults
            .field(object.node(), "", "apiVersion", "no such version", "must be v1 for a Service")
            .help("write apiVersion: v1");
    }
  }

  private static void check(Service service, Faults faults) {
    KubeObject object = service.object();
    new Decoding(faults).check(Shape.SERVICE, object.node(), "", object.node().span());
    MetadataFaults.check(object, faults);
    var candidate = Candidate.of(service, faults);
    PortFaults.check(candidate);
    AddressFaults.check(candidate);
    FamilyFaults.check(candidate);
    ExternalNameFaults.check(candidate);
    LoadBalancerFaults.check(candidate);
    TrafficFaults.check(candidate);
  }
}
