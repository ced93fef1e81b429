package io.svcaudit.rules.intent;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.entry.EntryPoint;
import io.svcaudit.topology.entry.EntryPoint.Routed;
import io.svcaudit.topology.entry.EntryPoint.ToService;
import io.svcaudit.topology.entry.EntryPoints;
import io.svcaudit.topology.entry.Reach;
import io.svcaudit.topology.entry.Reaches;
import io.svcaudit.topology.intent.Audience;
import io.svcaudit.topology.intent.Declared;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.intent.Stated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A Service that can be reached from farther than its annotation or the configuration says it is
/// to be.
public final class ExposureExceedsIntent implements Rule {
  private static final int MOST_WAYS = 3;
  private static final Set<Resource> READS = reads(Resource.WORKLOADS);

  /// A way in that is more than is wanted.
  private record Excess(ToService way, Reach reach) {}

  private static Set<Resource> reads(Resource more) {
    var reads = EnumSet.of(more);
    reads.addAll(EntryPoints.READS);
    return Collections.unmodifiableSet(reads);
  }

  @Override
  public String name() {
    return "exposure-exceeds-intent";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return READS;
  }

  @Override
  public void check(Topology topology, Findings out) {
    Reaches reaches = null;
    for (Service service : topology.services()) {
      Stated stated = topology.intent().of(service).orElse(null);
      switch (stated) {
        case Stated.For it -> {
          if (reaches == null) reaches = new Reaches(topology);
          check(topology, reaches, service, it, out);
        }
        case Stated.Misspelt it -> misspelt(service, it, out);
        case null -> {
          // Nobody says anything.
        }
      }
    }
  }

  private static void misspelt(Service service, Stated.Misspelt stated, Findings out) {
    out.report(
            service.object(),
            "metadata.annotations[%s]".formatted(Intent.ANNOTATION),
            stated.spot().span(),
            "not one of " + String.join(", ", Audience.names()),
            "%s says \"%s\" of its exposure, which means nothing"
                .formatted(service.ref(), stated.value()))
        .severity(Severity.MEDIUM)
        .confidence(Confidence.CERTAIN)
        .help(
            Audience.names().stream()
                .filter(name -> EditDistance.isNear(name, stated.value()))
                .findFirst()
                .map("write %s"::formatted)
                .orElse("write one of " + String.join(", ", Audience.names())));
  }

  private static void check(
      Topology topology, Reaches reaches, Service service, Stated.For stated, Findings out) {
    Exposure most = stated.audience().most();
    var all = new ArrayList<Excess>();
    for (ToService way : topology.entryPoints().to(service)) {
      if (way instanceof Routed route && route.ports().isEmpty()) continue;
      Reach reach = reaches.of(way);
      if (reach.exposure().compareTo(most) > 0) all.add(new Excess(way, reach));
    }
    all.stream()
        .max(
            Comparator.comparing((Excess excess) -> excess.reach().exposure())
                .thenComparing(excess -> excess.reach().sure()))
        .ifPresent(worst -> report(topology, service, stated, worst, all, out));
  }

  private static void report(
      Topology topology,
      Service service,
      Stated.For stated,
      Excess worst,
      List<Excess> all,
      Findings out) {
    ToService way = worst.way();
    // Every route leads out of the cluster; whether onto the internet depends on what serves it.
    boolean sure = worst.reach().sure() || stated.audience().most() == Exposure.CLUSTER;
    var report =
        out.report(
                way.object(),
                path(way),
                way.spot().span(),
                label(worst.reach()),
                "%s is meant to be %s, but %s"
                    .formatted(service.ref(), stated.audience(), describe(way)))
            .confidence(sure ? Confidence.HIGH : Confidence.MEDIUM)
            .cause(cause(topology, service, way))
            .related(stated.spot().span(), "meant to be " + stated.audience(), service.object())
            .help(help(service, stated, way));
    var shown = new HashSet<String>(Set.of(kind(way)));
    for (Excess other : all)
      if (shown.add(kind(other.way())) && shown.size() <= MOST_WAYS)
        report.related(other.way().spot().span(), "leads to it as well", other.way().object());
  }

  /// Ways of one kind are opened together.
  private static String kind(ToService way) {
    return way instanceof Routed route
        ? route.object().ref().toString()
        : way instanceof EntryPoint.ExternalIps ? "externalIPs" : "type";
  }

  private static String path(ToService way) {
    return switch (way) {
      case EntryPoint.NodePort _, EntryPoint.LoadBalancer _ -> "spec.type";
      case EntryPoint.ExternalIps _ -> "spec.externalIPs";
      case Routed route -> route.field();
    };
  }

  private static String cause(Topology topology, Service service, ToService way) {
    return switch (way) {
      case EntryPoint.NodePort _, EntryPoint.LoadBalancer _ -> Cause.published(topology, service);
      case EntryPoint.ExternalIps _ -> Cause.externalIps(topology, service);
      case Routed route -> Cause.routed(topology, route.object(), service);
    };
  }

  private static String describe(ToService way) {
    return switch (way) {
      case EntryPoint.NodePort node ->
          (node.port().nodePort().isPresent()
                  ? "port " + node.port().nodePort().getAsLong()
                  : "a port")
              + " of every node leads to it";
      case EntryPoint.LoadBalancer balancer ->
          balancer.internal()
              ? "an internal load balancer leads to it"
              : "a load balancer leads to it";
      case EntryPoint.ExternalIps _ -> "externalIPs lead to it";
      case Routed route -> "%s leads %s to it".formatted(route.object().ref(), route.describe());
    };
  }

  private static String label(Reach reach) {
    return switch (reach.exposure()) {
      case NONE, CLUSTER -> "";
      case NODE -> "open on every node";
      case VPC -> "open to the private network";
      case PUBLIC -> reach.sure() ? "open to the public" : "open to whoever reaches what serves it";
    };
  }

  private static String help(Service service, Stated.For stated, ToService way) {
    String keep =
        switch (way) {
          case EntryPoint.NodePort _ -> "use type: ClusterIP";
          case EntryPoint.LoadBalancer _ ->
              stated.audience().most() == Exposure.VPC
                  ? "ask for an internal load balancer"
                  : "use type: ClusterIP";
          case EntryPoint.ExternalIps _ -> "remove externalIPs";
          case Routed route -> "remove the route from " + route.object().ref();
        };
    String farther = way instanceof Routed ? "public" : label(service);
    return keep + ", or state that it is %s if that is what is wanted".formatted(farther);
  }

  private static String label(Service service) {
    return Topology.exposure(service) == Exposure.PUBLIC ? "public" : "internal";
  }

  /// What is said of a Service that is not there protects nothing.
  @Override
  public List<Unseen> unseen(Topology topology) {
    boolean live = topology.live().at().isPresent();
    var unseen = new ArrayList<Unseen>();
    for (Declared one : topology.intent().audiences())
      if (topology.services().stream().noneMatch(one::isAbout)) {
        String what = "exposure of " + one;
        String why =
            one.service().isEmpty()
                ? "%s holds no Service that was read".formatted(one)
                : "%s was not found%s".formatted(one, near(topology, one));
        unseen.add(
            live
                ? Unseen.outside(what, why, one.spot().span().firstLine())
                : Unseen.given(what, why, one.spot().span().firstLine()));
      }
    return unseen;
  }

  private static String near(Topology topology, Declared one) {
    return topology.services().stream()
        .map(service -> service.ref().name())
        .filter(name -> EditDistance.isNear(name, one.service()))
        .findFirst()
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }
}
