package io.svcaudit.rules.live;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A Service of type LoadBalancer that got no address: whoever is to make its load balancer cannot,
/// or nobody is there to do it.
public final class LoadbalancerPending implements Rule {
  @Override
  public String name() {
    return "loadbalancer-pending";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES);
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Service service : topology.services()) {
      Mapping status = service.object().node().mapping("status", "loadBalancer");
      boolean waits =
          service.type() == Service.Type.LOAD_BALANCER
              && status.items("ingress").isEmpty()
              && service.spec().items("externalIPs").isEmpty()
              && !service.object().metadata().has("deletionTimestamp")
              && Age.isOver(Age.SETTLING, service.object().created(), at);
      if (waits) report(service, at, out);
    }
  }

  private static void report(Service service, Instant at, Findings out) {
    Optional<String> named = service.spec().text("loadBalancerClass").filter(c -> !c.isEmpty());
    var report =
        out.report(
                service.object(),
                "spec.type",
                service.typeSpan(),
                "no address in status.loadBalancer",
                "%s has no load balancer %s after it was created"
                    .formatted(service.ref(), Age.words(service.object().created(), at)))
            .confidence(Confidence.CERTAIN)
            .help(help(service, named));
    if (named.isPresent())
      report.related(
          service.spec().spanOf("loadBalancerClass"),
          "only a controller that knows this class makes it",
          null);
    for (Condition condition : service.object().conditions())
      if (!condition.isTrue() && !condition.message().isEmpty())
        report.related(
            condition.node().spanOf("status"),
            "%s: %s".formatted(condition.type(), condition.message()),
            null);
  }

  private static String help(Service service, Optional<String> named) {
    String events =
        "see the events with kubectl describe service -n %s %s"
            .formatted(service.ref().namespace(), service.ref().name());
    return named
        .map(name ->
            "%s, and install the controller of loadBalancerClass %s if there is none"
                .formatted(events, name))
        .orElse(
            events
                + ", and install a controller of load balancers (such as MetalLB) if the cluster"
                + " has none");
  }
}
