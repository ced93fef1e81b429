package io.svcaudit.suggest.policy;

import io.svcaudit.model.Endpoints;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A port of the Pods of a workload.
record PodPort(Workload pods, SuggestedPort port) {
  /// An endpoint that was made by hand.
  record Address(String ip, SuggestedPort port) {}

  /// Where a Service port leads; empty if no Pods were read that have such a port.
  static List<PodPort> behind(Topology topology, Service service, ServicePort port) {
    var found = new ArrayList<PodPort>();
    for (Workload pods : topology.selection(service).lasting())
      if (Topology.target(port, pods) instanceof Target.Resolved(long number, var _, var _))
        SuggestedPort.of(port.protocol(), number)
            .ifPresent(target -> found.add(new PodPort(pods, target)));
    return found;
  }

  /// Why it is not known where a Service port leads; empty if it is.
  static Optional<String> unknown(Topology topology, Service service, ServicePort port) {
    return switch (topology.selection(service)) {
      case Selection.Unknown(String why) -> Optional.of(why);
      case Selection.Nothing _ -> Optional.of("%s selects no Pod".formatted(service.ref()));
      case Selection.NotApplicable _ ->
          addresses(topology, service, port).isEmpty()
              ? Optional.of("the endpoints of %s were not read".formatted(service.ref()))
              : Optional.empty();
      case Selection.Selected _ ->
          behind(topology, service, port).isEmpty()
              ? Optional.of("no Pod behind %s has its %s".formatted(service.ref(), port.describe()))
              : Optional.empty();
    };
  }

  /// The endpoints made by hand of a Service without a selector; may be empty.
  static List<Address> addresses(Topology topology, Service service, ServicePort port) {
    var found = new ArrayList<Address>();
    for (Endpoints endpoints : topology.endpoints(service)) {
      Mapping node = endpoints.object().node();
      boolean slice = endpoints.object().kind().equals("EndpointSlice");
      for (Mapping set : slice ? List.of(node) : node.mappings("subsets")) {
        Optional<SuggestedPort> number = port(set, port);
        if (number.isPresent())
          for (String ip : ips(set, slice)) found.add(new Address(ip, number.get()));
      }
    }
    return found;
  }

  private static Optional<SuggestedPort> port(Mapping set, ServicePort wanted) {
    for (Mapping port : set.mappings("ports")) {
      var number = port.scalar("port");
      if (number != null && port.text("name").orElse("").equals(wanted.name()))
        return SuggestedPort.of(port.text("protocol").orElse("TCP"), number.integer().orElse(0));
    }
    return Optional.empty();
  }

  private static List<String> ips(Mapping set, boolean slice) {
    var ips = new ArrayList<String>();
    for (Mapping each : set.mappings(slice ? "endpoints" : "addresses"))
      if (slice) ips.addAll(io.svcaudit.model.Container.strings(each, "addresses"));
      else each.text("ip").ifPresent(ips::add);
    ips.removeIf(ip -> io.svcaudit.model.Address.parse(ip) == null);
    return ips;
  }
}
