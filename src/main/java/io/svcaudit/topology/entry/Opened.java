package io.svcaudit.topology.entry;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint.ExternalIps;
import io.svcaudit.topology.entry.EntryPoint.HostNetwork;
import io.svcaudit.topology.entry.EntryPoint.HostPort;
import io.svcaudit.topology.entry.EntryPoint.LoadBalancer;
import io.svcaudit.topology.entry.EntryPoint.NodePort;
import io.svcaudit.topology.entry.EntryPoint.OfService;
import io.svcaudit.topology.entry.EntryPoint.ToPods;
import java.util.ArrayList;
import java.util.List;

/// The ways in that a Service or a workload opens by its own fields.
final class Opened {
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

  private Opened() {}

  static List<OfService> by(Service service) {
    var entries = new ArrayList<OfService>();
    if (service.headless() || service.type() == Service.Type.EXTERNAL_NAME) return entries;
    List<String> addresses = Container.strings(service.spec(), "externalIPs");
    boolean nodePorts =
        service.type() == Service.Type.NODE_PORT
            || (service.type() == Service.Type.LOAD_BALANCER
                && !service
                    .spec()
                    .text("allocateLoadBalancerNodePorts")
                    .orElse("")
                    .equals("false"));
    for (ServicePort port : service.ports()) {
      if (service.type() == Service.Type.LOAD_BALANCER) {
        boolean internal = Topology.exposure(service) == Exposure.VPC;
        entries.add(new LoadBalancer(service, port, internal, sources(service)));
      }
      boolean left = service.isNodePortOrLoadBalancer() && port.nodePort().isPresent();
      if (nodePorts || left) entries.add(new NodePort(service, port));
      if (!addresses.isEmpty()) entries.add(new ExternalIps(service, port, addresses));
    }
    return entries;
  }

  /// By the field, or by the older annotation; may be empty.
  private static List<String> sources(Service service) {
    List<String> field = Container.strings(service.spec(), "loadBalancerSourceRanges");
    if (!field.isEmpty()) return field;
    String annotation = service.object().annotation(RANGES).orElse("").strip();
    return annotation.isEmpty() ? List.of() : List.of(annotation.split("\\s*,\\s*", -1));
  }

  /// A `hostPort` of a Pod in the network of its node is the port itself.
  static List<ToPods> by(Workload workload) {
    if (workload.template().hostNetwork()) return List.of(new HostNetwork(workload));
    var entries = new ArrayList<ToPods>();
    for (Container container : workload.template().serving())
      for (ContainerPort port : container.ports()) {
        Mapping node = port.node();
        var number = node.scalar("hostPort");
        if (number != null && number.integer().orElse(0) > 0)
          entries.add(
              new HostPort(
                  workload,
                  container,
                  port,
                  number.integer().getAsLong(),
                  node.text("hostIP").orElse("")));
      }
    return entries;
  }
}
