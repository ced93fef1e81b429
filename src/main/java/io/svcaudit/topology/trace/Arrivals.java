package io.svcaudit.topology.trace;

import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoint.ToService;
import io.svcaudit.topology.entry.Front;
import io.svcaudit.topology.entry.Fronts;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How everything that is configured arrives: a trace of each call and of each way in, split by the
/// workloads that it leads to.
public final class Arrivals {
  private final Topology topology;
  private final Fronts fronts;
  private final NameHop names;
  private final Behind behind;

  public Arrivals(Topology topology) {
    this.topology = topology;
    this.fronts = new Fronts(topology);
    this.names = new NameHop(topology);
    this.behind = new Behind(topology);
  }

  /// What takes the connections to a port of a Service, whoever makes them.
  ///
  /// @return one for each workload, or one without any
  public List<Arrival> at(Service service, ServicePort port) {
    return behind.of(service, port).stream()
        .map(pods -> new Arrival(pods.workload(), List.of(pods.hop()), pods.fault()))
        .toList();
  }

  /// How what a workload is given leads it to a Service.
  ///
  /// @param port null if it is not known which one is asked for
  /// @return one for each workload behind the Service, or one without any
  public List<Arrival> of(Reference reference, Service service, @Nullable ServicePort port) {
    var client = new Client.Pods(reference.from());
    long number = port == null ? Math.max(0, reference.address().port()) : port.port();
    Hop name = names.of(client, service, number, Optional.of(reference));
    if (port == null) {
      Hop stop = unclear(reference, service);
      return stopped(service, List.of(name, stop));
    }
    return arrivals(client.end(), client.name(), service, port, List.of(name), false);
  }

  private static Hop unclear(Reference reference, Service service) {
    if (service.type() == Service.Type.EXTERNAL_NAME) return ServiceHop.alias(service);
    if (reference.destination() instanceof Destination.Found found
        && found.state() == Destination.PortState.MISSING)
      return ServiceHop.missing(service, Integer.toString(reference.address().port()));
    return Hop.unknown(
        Hop.Step.SERVICE,
        "which port of %s is called is not known".formatted(service.object().name()));
  }

  /// How a way into the cluster leads to a Service, from wherever it can be taken.
  ///
  /// @return one for each workload behind the Service, or one without any
  public List<Arrival> by(ToService way) {
    return switch (way) {
      case EntryPoint.OfService own ->
          arrivals(own.seen(), Ends.INTERNET, own.service(), own.port(), List.of(), false);
      case Routed route -> {
        Hop stop = ServiceHop.of(route);
        Front front = fronts.of(route);
        if (stop.verdict() == Hop.Verdict.OK)
          yield arrivals(
              front.seen(route),
              front.called(),
              route.service(),
              route.ports().getFirst(),
              List.of(),
              !front.read());
        yield stopped(route.service(), List.of(stop));
      }
    };
  }

  /// How a way into the cluster leads to the Pods of a workload, around its Services.
  public Arrival by(EntryPoint.ToPods way) {
    return switch (way) {
      case EntryPoint.HostPort host -> {
        var internet = new Client.Internet();
        var target = new Target.Resolved(host.port().number(), host.container(), host.port());
        Behind.Pods pods = behind.of(host.workload(), target, true);
        var hops = new ArrayList<>(List.of(pods.hop()));
        hops.addAll(
            behind.policies(internet.end(), internet.name(), pods, host.port().protocol(), false));
        yield new Arrival(host.workload(), hops, pods.fault());
      }
      // Which ports its Pods listen on is not known.
      case EntryPoint.HostNetwork network -> new Arrival(network.workload(), List.of(), "");
    };
  }

  /// Before the Pods, whosever they are.
  private List<Arrival> stopped(Service service, List<Hop> hops) {
    List<Workload> workloads = topology.selection(service).lasting();
    if (workloads.isEmpty()) return List.of(new Arrival(null, hops, ""));
    return workloads.stream().map(workload -> new Arrival(workload, hops, "")).toList();
  }

  private List<Arrival> arrivals(
      End from, String name, Service service, ServicePort port, List<Hop> start, boolean assumed) {
    var arrivals = new ArrayList<Arrival>();
    for (Behind.Pods pods : behind.of(service, port)) {
      var hops = new ArrayList<>(start);
      hops.add(pods.hop());
      hops.addAll(behind.policies(from, name, pods, port.protocol(), assumed));
      arrivals.add(new Arrival(pods.workload(), hops, pods.fault()));
    }
    return arrivals;
  }
}
