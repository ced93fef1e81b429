package io.svcaudit.topology.trace;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.entry.EntryPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The port of a Pod that a user means.
final class PodPort {
  private PodPort() {}

  /// @param asked number or name; empty for the only one
  static Target.Resolved of(Workload workload, Optional<String> asked) throws UsageException {
    var declared = new ArrayList<Target.Resolved>();
    for (Container container : workload.template().serving())
      for (ContainerPort port : container.ports())
        declared.add(new Target.Resolved(port.number(), container, port));
    if (asked.isEmpty()) {
      if (declared.size() == 1) return declared.getFirst();
      throw new UsageException(
          "say which port of %s is meant, like %s:%s"
              .formatted(
                  workload.ref(),
                  workload.object().name(),
                  declared.isEmpty() ? "8080" : choices(declared)));
    }
    String port = asked.get();
    for (Target.Resolved each : declared)
      if (port.equals(Long.toString(each.number()))
          || (each.port() != null && port.equals(each.port().name()))) return each;
    if (port.matches("[1-9]\\d{0,4}") && Long.parseLong(port) <= 65535)
      return new Target.Resolved(Long.parseLong(port), null, null);
    throw new UsageException(
        "%s has no port \"%s\"; it has %s"
            .formatted(workload.ref(), port, declared.isEmpty() ? "none" : choices(declared)));
  }

  private static String choices(List<Target.Resolved> ports) {
    return ports.stream()
        .map(port ->
            port.port() == null || port.port().name().isEmpty()
                ? Long.toString(port.number())
                : port.port().name())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// Whether a way to the Pods leads to this port.
  static boolean leads(EntryPoint.ToPods way, long port) {
    return switch (way) {
      case EntryPoint.HostPort host -> host.port().number() == port;
      case EntryPoint.HostNetwork _ -> true;
    };
  }

  static String describe(EntryPoint.ToPods way) {
    return switch (way) {
      case EntryPoint.HostPort host -> "hostPort %d of the Pods' nodes".formatted(host.number());
      case EntryPoint.HostNetwork _ -> "the Pods are on the network of their nodes";
    };
  }
}
