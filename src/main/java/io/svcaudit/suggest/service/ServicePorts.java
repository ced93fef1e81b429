package io.svcaudit.suggest.service;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ports of a Service for a workload.
///
/// @param podPorts may be empty
/// @param named whether the user named the workload: then it gets a Service even for a port that
///   only probes or operators are known to use
record ServicePorts(Workload workload, List<PodPort> podPorts, boolean named) {
  private static final String NOWHERE = "no container declares it";

  /// Its ports, as its clients know them, led to ports that are there.
  List<Port> mended(Service service) {
    var ports = new ArrayList<Port>();
    for (ServicePort port : service.ports()) {
      Port same = same(port);
      if (Topology.target(port, workload) instanceof Target.Unresolved) {
        List<PodPort> useful = podPorts.stream().filter(p -> !p.isForOperators()).toList();
        if (useful.isEmpty()) return List.of();
        PodPort behind = behind(port.port(), useful);
        PodPort to = behind.reason().isEmpty() ? behind : useful.getFirst();
        String was = "it asked for " + same.target();
        same = new Port(same.name(), same.number(), to.protocol(), to.target(), Optional.of(was));
      }
      ports.add(same);
    }
    return ports;
  }

  static Port same(ServicePort port) {
    String name = port.name().isEmpty() ? "port-" + port.port() : port.name();
    return new Port(name, port.port(), port.protocol(), port.target().written(), Optional.empty());
  }

  /// What clients ask for, then what the Pods have.
  List<Port> asked(List<Wanted.Port> asked) {
    var ports = new ArrayList<Port>();
    List<PodPort> useful = podPorts.stream().filter(p -> !p.isForOperators()).toList();
    if (useful.isEmpty() && asked.isEmpty() && named) useful = podPorts;
    for (Wanted.Port wish : asked) {
      if (wish.number() == 0 && !wish.name().isEmpty()) {
        named(wish, useful, ports);
        continue;
      }
      if (wish.number() == 0 || has(ports, wish.number(), "TCP")) continue;
      PodPort behind = behind(wish.number(), useful);
      String why = wish.from() + " asks for it";
      boolean guessed = behind.reason().filter(NOWHERE::equals).isPresent();
      add(
          ports,
          behind,
          wish.number(),
          Optional.of(guessed ? why + "; check that the Pods listen on it" : why));
    }
    for (PodPort port : useful)
      if ((named || port.reason().isEmpty())
          && ports.stream().noneMatch(p -> p.target().equals(port.target()))
          && !has(ports, port.number(), port.protocol()))
        add(ports, port, port.number(), port.reason());
    return ports;
  }

  /// A port that a route asks for by its name.
  private static void named(Wanted.Port wish, List<PodPort> useful, List<Port> ports) {
    if (ports.stream().anyMatch(p -> p.name().equals(wish.name()))) return;
    useful.stream()
        .filter(p -> p.name().equals(wish.name()))
        .findFirst()
        .or(() -> useful.stream().filter(PodPort::isHttp).findFirst())
        .ifPresent(to ->
            ports.add(
                new Port(
                    wish.name(),
                    to.number(),
                    to.protocol(),
                    to.target(),
                    Optional.of(wish.from() + " asks for the name"))));
  }

  private PodPort behind(long number, List<PodPort> useful) {
    for (PodPort port : useful) if (port.number() == number) return port;
    return useful.size() == 1 ? useful.getFirst() : PodPorts.found(workload, number, NOWHERE);
  }

  private static boolean has(List<Port> ports, long number, String protocol) {
    return ports.stream().anyMatch(p -> p.number() == number && p.protocol().equals(protocol));
  }

  private static void add(List<Port> ports, PodPort to, long number, Optional<String> reason) {
    String name = to.serviceName();
    boolean used = ports.stream().anyMatch(p -> p.name().equals(name));
    ports.add(new Port(used ? "port-" + number : name, number, to.protocol(), to.target(), reason));
  }
}
