package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
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

/// A listener that the API server rejects, that its Gateway's controller does not accept, or whose
/// certificate is not there.
public final class GatewayListenerInvalid implements Rule {
  @Override
  public String name() {
    return "gateway-listener-invalid";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.GATEWAYS, Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    boolean live = topology.live().at().isPresent();
    for (Gateway gateway : topology.gateways()) {
      for (ListenerFault fault : ListenerFault.of(gateway)) {
        var report =
            out.report(
                    gateway.object(),
                    "spec.listeners[%s]%s".formatted(fault.listener().key(), fault.field()),
                    fault.span(),
                    fault.label(),
                    "%s: listener %s %s%s"
                        .formatted(
                            gateway.ref(),
                            fault.listener().key(),
                            fault.message(),
                            fault.consequence(live)))
                .confidence(fault.sure())
                .help(fault.help());
        if (fault.other() != null) report.related(fault.other().span(), "the other one", null);
      }
      for (Listener listener : gateway.listeners())
        if (!listener.isPassthrough())
          for (Reference to : gateway.certificates(listener))
            certificate(topology, gateway, listener, to, out);
    }
  }

  /// Secrets are seldom kept with manifests: only one that is named almost alike tells.
  private static void certificate(
      Topology topology, Gateway gateway, Listener listener, Reference to, Findings out) {
    boolean secret = to.group().isEmpty() && to.kind().equals("Secret");
    if (!secret || to.name().isEmpty()) return;
    if (!(topology.object(gateway.object(), to, Resource.ANY)
            instanceof Resolution.Absent<KubeObject> absent)
        || absent.near().isEmpty()
        || Certificates.make(topology, gateway.object(), to)) return;
    KubeObject near = absent.near().getFirst();
    out.report(
            gateway.object(),
            "spec.listeners[%s].tls.certificateRefs[%s]".formatted(listener.key(), to.name()),
            to.span(),
            "no such Secret in namespace " + to.namespace(),
            "%s: listener %s has its certificate from %s, which does not exist"
                .formatted(gateway.ref(), listener.key(), to))
        .confidence(absent.confidence().atMost(Confidence.MEDIUM))
        .related(near.nameSpan(), "is there", near)
        .help("write the name and namespace of " + near.ref());
  }
}
