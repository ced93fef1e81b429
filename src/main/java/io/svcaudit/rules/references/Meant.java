package io.svcaudit.rules.references;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import org.jspecify.annotations.Nullable;

/// The port of a Service that was probably meant by a number that is none of its ports.
///
/// @param why what the number is to that port
/// @param certain whether the number is known to stand for this port
record Meant(ServicePort port, String why, boolean certain) {
  /// Null if nothing comes close.
  static @Nullable Meant by(Topology topology, Service service, long number) {
    for (ServicePort port : service.ports()) {
      if (port.target() instanceof PortRef.Numbered(long target, var _) && target == number)
        return new Meant(port, number + " is the targetPort of this one", true);
      if (port.nodePort().orElse(0) == number)
        return new Meant(port, number + " is the nodePort of this one", true);
      for (Workload workload : topology.selection(service).workloads())
        if (Topology.target(port, workload) instanceof Target.Resolved(long target, var _, var _)
            && target == number)
          return new Meant(port, number + " is the container's port behind this one", true);
    }
    return service.ports().size() == 1
        ? new Meant(service.ports().getFirst(), "the only one", false)
        : null;
  }
}
