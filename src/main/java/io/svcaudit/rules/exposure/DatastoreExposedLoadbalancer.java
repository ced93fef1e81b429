package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.BackendClass;
import java.util.Set;

/// A Service of type LoadBalancer, or with `externalIPs`, in front of a data store.
public final class DatastoreExposedLoadbalancer implements Rule {
  @Override
  public String name() {
    return "datastore-exposed-loadbalancer";
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
      if (service.type() == Service.Type.LOAD_BALANCER) {
        if (!service.headless()) loadBalancer(topology, service, out);
      } else if (service.type() == Service.Type.CLUSTER_IP
          && Topology.exposure(service) == Exposure.PUBLIC) {
        externalIps(topology, service, out);
      }
    }
  }

  private static void loadBalancer(Topology topology, Service service, Findings out) {
    Published stores = Published.of(topology, service, BackendClass::isPrivateStore);
    if (stores == null) return;
    boolean internal = Topology.exposure(service) == Exposure.VPC;
    boolean restricted = stores.isRestricted();
    Severity severity = stores.severity();
    if (internal) severity = atMost(severity, Severity.MEDIUM);
    else if (restricted) severity = atMost(severity, Severity.HIGH);
    String through =
        internal
            ? "an internal load balancer"
            : restricted ? "a load balancer with source ranges" : "a load balancer";
    stores
        .prove(
            out.report(
                service.object(),
                "spec.type",
                service.typeSpan(),
                internal
                    ? "reachable from the private network"
                    : "reachable from outside the cluster",
                "%s publishes %s on %s of %s"
                    .formatted(service.ref(), stores.what(), stores.ports(), through)))
        .severity(severity)
        .cause(Cause.published(topology, service))
        .help(stores.stayInside());
  }

  private static void externalIps(Topology topology, Service service, Findings out) {
    Published stores = Published.of(topology, service, BackendClass::isPrivateStore);
    if (stores == null) return;
    stores
        .prove(
            out.report(
                service.object(),
                "spec.externalIPs",
                service.spec().spanOf("externalIPs"),
                "reachable from outside the cluster",
                "%s publishes %s on %s of external IPs"
                    .formatted(service.ref(), stores.what(), stores.ports())))
        .severity(stores.severity())
        .cause(Cause.externalIps(topology, service))
        .help("remove externalIPs; clients in the cluster reach it as " + stores.insideName());
  }

  private static Severity atMost(Severity a, Severity b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
