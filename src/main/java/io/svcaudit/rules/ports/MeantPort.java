package io.svcaudit.rules.ports;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The port of a Service that was probably meant by a route which names one that is not there.
///
/// @param why a few words, as a label for its place
public record MeantPort(ServicePort port, String why) {
  /// Null if none comes close.
  public static @Nullable MeantPort of(Topology topology, Service service, PortRef wanted) {
    List<Workload> workloads = topology.selection(service).workloads();
    for (ServicePort port : service.ports()) {
      if (port.target().toString().equals(wanted.toString()))
        return new MeantPort(port, wanted + " is the targetPort of this one");
      if (wanted instanceof PortRef.Numbered(long number, var _)) {
        if (port.nodePort().orElse(0) == number)
          return new MeantPort(port, wanted + " is the nodePort of this one");
        for (Workload workload : workloads)
          if (Topology.target(port, workload) instanceof Target.Resolved(long target, var _, var _)
              && target == number)
            return new MeantPort(port, wanted + " is the container's port behind this one");
      }
      if (wanted instanceof PortRef.Named(String name, var _)
          && EditDistance.isNear(name, port.name()))
        return new MeantPort(port, "is named almost alike");
    }
    return service.ports().size() == 1
        ? new MeantPort(service.ports().getFirst(), "the only one")
        : null;
  }
}
