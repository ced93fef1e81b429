package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Protocol;
import java.util.Optional;

/// A port of a Service that leads to another number in the Pods. Policies see the number of the
/// Pods.
///
/// @param target the Pods' port
record TranslatedPort(Service service, ServicePort port, Protocol protocol, int target) {
  /// The Service's port that a policy names in place of the one of the Pods; empty if its number
  /// means something in the Pods, or no Service of theirs has it. Nobody connects to the port of a
  /// headless Service.
  static Optional<TranslatedPort> namedBy(Port named, Workload pods, Topology topology) {
    if (!(named instanceof Port.Range(var _, String text, long first, long last) && first == last))
      return Optional.empty();
    Optional<Protocol> protocol = Protocol.of(text);
    if (protocol.isEmpty() || isListening(pods, first, text)) return Optional.empty();
    TranslatedPort found = null;
    for (Service service : topology.servicesSelecting(pods))
      for (ServicePort port : service.ports()) {
        if (!port.protocol().equals(text)) continue;
        if (!(Topology.target(port, pods) instanceof Target.Resolved(long target, var _, var _)))
          continue;
        if (target == first) return Optional.empty();
        boolean taken = port.port() == first && !service.headless() && isPort(target);
        if (taken && found == null)
          found = new TranslatedPort(service, port, protocol.get(), (int) target);
      }
    return Optional.ofNullable(found);
  }

  private static boolean isListening(Workload pods, long number, String protocol) {
    return pods.template()
        .ports()
        .anyMatch(port -> port.number() == number && port.protocol().equals(protocol));
  }

  static boolean isPort(long number) {
    return number > 0 && number < 65_536;
  }

  void relate(Findings.Report report) {
    report.related(
        port.node().spanOf(port.node().has("targetPort") ? "targetPort" : "port"),
        "%s leads to %d of the Pods".formatted(port.describe(), target),
        service.object());
  }
}
