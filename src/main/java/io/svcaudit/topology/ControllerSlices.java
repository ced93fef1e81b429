package io.svcaudit.topology;

import io.svcaudit.model.Container;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the EndpointSlice controller makes of a Service and the Pods of its namespace, limits on
/// the size of a slice aside (k8s.io/endpointslice; each statement was checked against a real
/// controller).
public final class ControllerSlices {
  /// The address families of EndpointSlices.
  public enum Family {
    IPV4,
    IPV6;

    static Family of(String ip) {
      return ip.indexOf(':') >= 0 ? IPV6 : IPV4;
    }
  }

  /// @param ports empty for the placeholder, for a headless Service without ports, and for Pods in
  ///   which no port resolves
  /// @param endpoints empty for the placeholder only
  public record Slice(Family family, List<Port> ports, List<Endpoint> endpoints) {
    public Slice {
      ports = List.copyOf(ports);
      endpoints = List.copyOf(endpoints);
    }
  }

  /// A port of a slice: the Service port's name with the Pod's number.
  public record Port(String name, long number, String protocol) {}

  /// @param ready whether it gets connections: the Pod is ready and not terminating, or the Service
  ///   publishes Pods that are not ready
  /// @param serving whether the Pod is ready, terminating or not
  public record Endpoint(
      String pod, String address, boolean ready, boolean serving, boolean terminating) {}

  private final boolean dualStack;
  private final Predicate<String> nodeExists;

  /// @param dualStack whether the cluster has both address families
  /// @param nodeExists whether there is a Node of a name
  public ControllerSlices(boolean dualStack, Predicate<String> nodeExists) {
    this.dualStack = dualStack;
    this.nodeExists = nodeExists;
  }

  /// The slices of a Service: none if it selects no Pods, else at least one for each of its
  /// families. Pods of other namespaces are passed over.
  public List<Slice> of(Service service, List<LivePod> pods) {
    if (!service.selectsPods()) return List.of();
    var slices = new ArrayList<Slice>();
    for (Family family : families(service)) {
      Map<List<Port>, List<Endpoint>> byPorts = new LinkedHashMap<>();
      for (LivePod pod : pods)
        if (isEndpoint(service, pod))
          for (String ip : pod.ips())
            if (Family.of(ip) == family) {
              byPorts
                  .computeIfAbsent(ports(service, pod), _ -> new ArrayList<>())
                  .add(endpoint(service, pod, ip));
              break;
            }
      if (byPorts.isEmpty()) slices.add(new Slice(family, List.of(), List.of()));
      byPorts.forEach((ports, endpoints) -> slices.add(new Slice(family, ports, endpoints)));
    }
    return slices;
  }

  /// Matching labels, not over, with an address, and on a Node that exists; the last does not
  /// matter to a Service that publishes Pods that are not ready.
  private boolean isEndpoint(Service service, LivePod pod) {
    boolean placed =
        service.publishNotReadyAddresses() || pod.node().filter(nodeExists).isPresent();
    return placed
        && !pod.isOver()
        && pod.object().namespace().equals(service.object().namespace())
        && pod.labels().match(service.selector());
  }

  private static Endpoint endpoint(Service service, LivePod pod, String ip) {
    boolean ready = service.publishNotReadyAddresses() || (pod.ready() && !pod.terminating());
    return new Endpoint(pod.object().name(), ip, ready, pod.ready(), pod.terminating());
  }

  /// A name that does not resolve in a Pod costs this Pod that port, without a word.
  private static List<Port> ports(Service service, LivePod pod) {
    var ports = new ArrayList<Port>();
    for (ServicePort port : service.ports())
      if (Topology.target(port, pod.template())
          instanceof Target.Resolved(long number, var _, var _))
        ports.add(new Port(port.name(), number, port.protocol()));
    return ports;
  }

  private List<Family> families(Service service) {
    List<String> written =
        Container.strings(service.spec(), "ipFamilies").stream().filter(f -> !f.isEmpty()).toList();
    String policy = service.spec().text("ipFamilyPolicy").orElse("SingleStack");
    Family first =
        written.contains("IPv6") && !written.getFirst().equals("IPv4") ? Family.IPV6 : Family.IPV4;
    boolean both = written.size() > 1 || (dualStack && !policy.equals("SingleStack"));
    if (!both) return List.of(first);
    return List.of(first, first == Family.IPV4 ? Family.IPV6 : Family.IPV4);
  }
}
