package io.svcaudit.rules.references;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Spot;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Destination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A workload calls a Pod or a Service by an address that lasts no longer than the object. Only
/// addresses that an object has, in the manifests or in the cluster, are known to be of that sort.
public final class ReferenceByPodOrClusterIp implements Rule {
  @Override
  public String name() {
    return "reference-by-pod-or-cluster-ip";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.CONFIG_MAPS, Resource.PODS);
  }

  /// Manifests may fix a Service's address.
  @Override
  public boolean isLive() {
    return false;
  }

  /// @param name that DNS has for it; empty for a Pod
  private record Owner(KubeObject object, Spot spot, String name) {}

  @Override
  public void check(Topology topology, Findings out) {
    List<Use> uses = Use.of(topology, r -> r.destination() instanceof Destination.Numeric);
    Map<String, Owner> owners = new HashMap<>();
    for (LivePod pod : topology.live().pods())
      if (!pod.isOver() && !pod.object().spec().isTrue("hostNetwork"))
        for (String ip : pod.ips())
          owners.put(ip, new Owner(pod.object(), pod.object().nameSpot(), ""));
    for (Service service : topology.services()) {
      String ip = service.spec().text("clusterIP").orElse("");
      if (!ip.isEmpty() && !ip.equals("None") && !isSystem(service))
        owners.put(
            ip,
            new Owner(
                service.object(),
                service.spec().spotOf("clusterIP"),
                service.ref().name() + "." + service.ref().namespace()));
    }
    for (Use use : uses) {
      Owner owner = owners.get(use.first().address().host());
      if (owner != null) report(topology, use, owner, out);
    }
  }

  /// The API server and DNS are called by address before there are names.
  private static boolean isSystem(Service service) {
    return service.ref().namespace().equals("kube-system")
        || service.ref().qualifiedName().equals("default/kubernetes");
  }

  private static void report(Topology topology, Use use, Owner owner, Findings out) {
    boolean pod = owner.name().isEmpty();
    boolean together = topology.sameUnit(use.first().from().object(), owner.object());
    use.report(
            out,
            pod ? "changes with the next Pod" : "changes when the Service is made anew",
            "%s is given the address %s in %s, which is that of %s"
                .formatted(
                    use.who(),
                    use.first().address().host(),
                    use.first().where(),
                    owner.object().ref()))
        .confidence(together ? Confidence.HIGH : Confidence.LOW)
        .related(owner.spot().span(), "has the address", owner.object())
        .help(pod ? "write the name of a Service that selects the Pod" : "write " + owner.name());
  }
}
