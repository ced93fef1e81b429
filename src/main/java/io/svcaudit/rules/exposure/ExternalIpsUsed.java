package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;

/// `spec.externalIPs`: nothing checks who owns an address, so a Service can take over traffic that
/// is meant for another (CVE-2020-8554). Deprecated since Kubernetes 1.36.
public final class ExternalIpsUsed implements Rule {
  @Override
  public String name() {
    return "external-ips-used";
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
      List<Node> addresses = service.spec().items("externalIPs");
      if (addresses.isEmpty() || service.type() == Service.Type.EXTERNAL_NAME) continue;
      String which =
          addresses.size() == 1 && addresses.getFirst() instanceof Scalar address
              ? "the address " + address.text()
              : addresses.size() + " addresses";
      out.report(
              service.object(),
              "spec.externalIPs",
              service.spec().spanOf("externalIPs"),
              "nobody checks whose addresses these are",
              "%s claims %s with externalIPs".formatted(service.ref(), which))
          .cause(Cause.externalIps(topology, service))
          .help(
              "use type: LoadBalancer or an Ingress; externalIPs is deprecated since Kubernetes"
                  + " 1.36, and clusters with the admission plugin DenyServiceExternalIPs reject"
                  + " it");
    }
  }
}
