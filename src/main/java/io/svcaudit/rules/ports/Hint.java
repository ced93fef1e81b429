package io.svcaudit.rules.ports;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a port name that leads nowhere was probably meant to be.
///
/// @param port null if nothing comes close
record Hint(@Nullable ContainerPort port, String help) {
  static Hint of(Service service, ServicePort port, String name, List<Workload> workloads) {
    for (Workload workload : workloads) {
      ContainerPort near = in(service, port, name, workload);
      if (near != null) return new Hint(near, help(near, port, name));
    }
    if (workloads.size() == 1) {
      Workload only = workloads.getFirst();
      List<ContainerPort> free =
          only.template().ports().filter(p -> isFree(p, service, port, only)).toList();
      if (free.size() == 1)
        return new Hint(null, "write targetPort: " + ServicePods.write(free.getFirst()));
    }
    return new Hint(
        null, "give the port that is meant the name %s, or write its number".formatted(name));
  }

  boolean isEmpty() {
    return port == null;
  }

  /// The port of a workload that was probably meant by a name that leads nowhere in it.
  static @Nullable ContainerPort in(
      Service service, ServicePort port, String name, Workload workload) {
    if (!(Topology.target(port, workload)
        instanceof Target.Unresolved(var otherProtocol, var near))) return null;
    if (otherProtocol != null) return otherProtocol;
    if (near == null || near.name().equals(name)) return near;
    return isFree(near, service, port, workload) ? near : null;
  }

  /// Whether it could be meant: no other port of the Service leads there (`http` is near to
  /// `https`, and not the same).
  private static boolean isFree(
      ContainerPort declared, Service service, ServicePort port, Workload workload) {
    return declared.protocol().equals(port.protocol())
        && service.ports().stream()
            .noneMatch(other ->
                other.protocol().equals(declared.protocol())
                    && Topology.target(other, workload)
                        instanceof Target.Resolved(long number, var _, var _)
                    && number == declared.number());
  }

  static String words(ContainerPort near, ServicePort port, String name, Workload workload) {
    if (!near.name().equals(name))
      return "%s calls it %s".formatted(workload.ref().kindAndName(), near.name());
    return near.protocol().equals(port.protocol())
        ? "declared by an init container, which has ended before the Pod serves"
        : "declared as %s, not %s".formatted(near.protocol(), port.protocol());
  }

  private static String help(ContainerPort near, ServicePort port, String name) {
    if (!near.name().equals(name)) return "write targetPort: " + near.name();
    return near.protocol().equals(port.protocol())
        ? "declare the port in the container that serves it"
        : "write protocol: %s in the Service".formatted(near.protocol());
  }
}
