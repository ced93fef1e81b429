package io.svcaudit.topology.map;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.entry.Stray;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.trace.Arrival;
import io.svcaudit.topology.trace.Arrivals;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The ways into the cluster, each to every workload behind it. The node ports that a load balancer
/// brings along are left out: it reaches farther.
final class Entrances {
  private record Key(KubeObject object, String text, long port, String to) {}

  private final Topology topology;
  private final Arrivals arrivals;
  private final Survey survey;
  private final Set<Key> known = new HashSet<>();
  private final List<Entry> all = new ArrayList<>();

  Entrances(Topology topology, Arrivals arrivals, Survey survey) {
    this.topology = topology;
    this.arrivals = arrivals;
    this.survey = survey;
    for (Service service : topology.services())
      for (EntryPoint.ToService way : topology.entryPoints().to(service)) add(way);
    for (Workload workload : topology.workloads())
      for (EntryPoint.ToPods way : EntryPoints.to(workload)) add(way);
    for (Stray stray : Stray.of(topology)) add(stray);
    all.sort(
        Comparator.comparing(Entry::to)
            .thenComparing(Entry::exposure, Comparator.reverseOrder())
            .thenComparing(Entry::text)
            .thenComparing(Entry::id));
  }

  List<Entry> all() {
    return all;
  }

  private void add(EntryPoint.ToService way) {
    Service service = way.service();
    if (way instanceof EntryPoint.NodePort port && port.isByTheWay()) return;
    for (Arrival arrival : arrivals.by(way)) {
      Draft to = survey.at(arrival.workload(), service);
      add(way.object(), kind(way), text(way), exposure(way), to, port(way), arrival);
    }
  }

  private void add(EntryPoint.ToPods way) {
    Draft to = survey.at(way.workload());
    switch (way) {
      case EntryPoint.HostPort host -> {
        String text = "%s:%d of its nodes".formatted(host.address(), host.number());
        add(way.object(), "hostPort", text, Exposure.NODE, to, 0, arrivals.by(way));
      }
      case EntryPoint.HostNetwork _ ->
          add(
              way.object(),
              "hostNetwork",
              "the network of its nodes",
              Exposure.NODE,
              to,
              0,
              arrivals.by(way));
    }
  }

  private void add(
      KubeObject object,
      String kind,
      String text,
      Exposure exposure,
      Draft to,
      long port,
      Arrival arrival) {
    to.reachable(exposure);
    add(object, kind, text, exposure, to, port, arrival.verdict(), arrival.why());
  }

  private void add(
      KubeObject object,
      String kind,
      String text,
      Exposure exposure,
      Draft to,
      long port,
      Verdict verdict,
      String why) {
    if (!known.add(new Key(object, text, port, to.id()))) return;
    String id = survey.free(object, kind);
    all.add(new Entry(id, kind, object.name(), text, exposure, to.id(), port, verdict, why));
  }

  private void add(Stray stray) {
    KubeObject object = stray.object();
    Draft to = survey.named(object, stray.namespace(), stray.service());
    String service = "Service %s/%s".formatted(stray.namespace(), stray.service());
    switch (stray.resolve(topology)) {
      case Resolution.Absent<Service>(Confidence sure, var _) -> {
        if (sure.compareTo(Confidence.HIGH) >= 0) {
          to.fault(Survey.MISSING);
          add(object, stray, to, Verdict.NO, "there is no " + service);
        } else {
          add(object, stray, to, Verdict.UNKNOWN, "no %s was read".formatted(service));
        }
      }
      case Resolution.Unknown<Service>(String why) -> add(object, stray, to, Verdict.UNKNOWN, why);
      case Resolution.Found<Service> _ -> {
        // It leads somewhere.
      }
    }
  }

  private void add(KubeObject object, Stray stray, Draft to, Verdict verdict, String why) {
    add(object, object.kind(), stray.text(), Exposure.PUBLIC, to, 0, verdict, why);
  }

  private static String kind(EntryPoint.ToService way) {
    return switch (way) {
      case EntryPoint.NodePort _ -> "NodePort";
      case EntryPoint.LoadBalancer _ -> "LoadBalancer";
      case EntryPoint.ExternalIps _ -> "externalIPs";
      case EntryPoint.Routed route -> route.object().kind();
    };
  }

  private static String text(EntryPoint.ToService way) {
    return switch (way) {
      case EntryPoint.NodePort node ->
          node.port().nodePort().isPresent()
              ? ":%d of every node".formatted(node.port().nodePort().getAsLong())
              : "a port of every node for %s".formatted(node.port().key());
      case EntryPoint.LoadBalancer balancer -> {
        String from =
            balancer.sources().isEmpty() ? "" : " from " + String.join(", ", balancer.sources());
        yield ":" + balancer.port().port() + from;
      }
      case EntryPoint.ExternalIps ips ->
          String.join(", ", ips.addresses()) + ":" + ips.port().port();
      case EntryPoint.Routed route -> route.describe();
    };
  }

  private static Exposure exposure(EntryPoint.ToService way) {
    return switch (way) {
      case EntryPoint.NodePort _ -> Exposure.NODE;
      case EntryPoint.LoadBalancer balancer -> balancer.internal() ? Exposure.VPC : Exposure.PUBLIC;
      case EntryPoint.ExternalIps _, EntryPoint.Routed _ -> Exposure.PUBLIC;
    };
  }

  private static long port(EntryPoint.ToService way) {
    return switch (way) {
      case EntryPoint.OfService own -> own.port().port();
      case EntryPoint.Routed route -> route.ports().isEmpty() ? 0 : route.ports().getFirst().port();
    };
  }
}
