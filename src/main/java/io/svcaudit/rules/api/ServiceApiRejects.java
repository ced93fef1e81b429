package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// Everything for which the API server of Kubernetes 1.35 rejects a Service, or an object that
/// decides who reaches its Pods and how many of them there are, on every cluster; one finding a
/// fault. What depends on a cluster (its address families, ranges, feature gates and other objects)
/// is left to others.
public final class ServiceApiRejects implements Rule {
  @Override
  public String name() {
    return "service-api-rejects";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  /// What a cluster shows was accepted there, so nothing is listed for this rule but Services.
  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.ANY);
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
    for (KubeObject object : topology.objects())
      if (!Faults.isAccepted(object)) Beside.check(object, new Faults(object, out));
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
