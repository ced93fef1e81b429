package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Reference;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A Gateway of a class that does not exist: no controller makes anything of it.
public final class GatewayClassMissing implements Rule {
  private static final String FIELD = "gatewayClassName";

  @Override
  public String name() {
    return "gateway-class-missing";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.GATEWAYS, Resource.GATEWAY_CLASSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Gateway gateway : topology.gateways()) {
      if (gateway.isListenerSet()) continue;
      String name = gateway.className().orElse("");
      if (name.isEmpty()) without(gateway, out);
      else missing(topology, gateway, name, out);
    }
  }

  private static void without(Gateway gateway, Findings out) {
    out.report(
            gateway.object(),
            "spec." + FIELD,
            gateway.object().nameSpan(),
            "names no class",
            "%s has no gatewayClassName, which the API server rejects".formatted(gateway.ref()))
        .confidence(Confidence.CERTAIN)
        .help("write gatewayClassName with the class of your controller");
  }

  private static void missing(Topology topology, Gateway gateway, String name, Findings out) {
    var spec = gateway.object().spec();
    var to = new Reference(Gateway.GROUP, "GatewayClass", "", name, spec);
    if (!(topology.object(gateway.object(), to, Resource.GATEWAY_CLASSES)
        instanceof Resolution.Absent<KubeObject> absent)) return;
    var near = absent.near();
    // Controllers bring classes along.
    boolean brought = near.isEmpty() && absent.confidence() == Confidence.MEDIUM;
    var report =
        out.report(
                gateway.object(),
                "spec." + FIELD,
                spec.spanOf(FIELD),
                "no such GatewayClass",
                "%s is of GatewayClass %s, which does not exist".formatted(gateway.ref(), name))
            .confidence(brought ? Confidence.LOW : absent.confidence())
            .help(
                near.isEmpty()
                    ? "install the controller of this class, or name a GatewayClass that is there"
                    : "write gatewayClassName: " + near.getFirst().name());
    if (!near.isEmpty())
      report.related(near.getFirst().nameSpan(), "is named almost alike", near.getFirst());
  }
}
