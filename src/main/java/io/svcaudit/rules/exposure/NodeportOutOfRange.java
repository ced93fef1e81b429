package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A `nodePort` outside of 30000–32767, the default of the API server's
/// `--service-node-port-range`: it rejects the Service, though a dry run accepts it.
public final class NodeportOutOfRange implements Rule {
  private static final long FIRST = 30000;
  private static final long LAST = 32767;

  @Override
  public String name() {
    return "nodeport-out-of-range";
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
      // What the API server gave an identity it has accepted: its range is another one.
      if (!service.isNodePortOrLoadBalancer() || service.object().uid().isPresent()) continue;
      for (ServicePort port : service.ports()) {
        if (port.nodePort().isEmpty()) continue;
        long number = port.nodePort().getAsLong();
        if (number >= FIRST && number <= LAST) continue;
        out.report(
                service.object(),
                "spec.ports[%s].nodePort".formatted(port.key()),
                port.node().spanOf("nodePort"),
                "not from %d to %d".formatted(FIRST, LAST),
                "%s asks for node port %d, outside of the range of node ports"
                    .formatted(service.ref(), number))
            // The range is an option of the API server, but it holds ports only.
            .confidence(number < 1 || number > 65535 ? Confidence.CERTAIN : Confidence.HIGH)
            .help(
                "remove nodePort and let the cluster choose one, or write a number from %d to %d"
                    .formatted(FIRST, LAST));
      }
    }
  }
}
