package io.svcaudit.rules.exposure;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two Services with one node port: the API server rejects the second, whatever the protocols. Only
/// within a Service may TCP and UDP share a number, and only for one and the same `port`.
public final class NodeportConflict implements Rule {
  /// Who asks for a number.
  ///
  /// @param port null for the `healthCheckNodePort`
  private record Claim(Service service, @Nullable ServicePort port, Span span, String path) {}

  private record Key(int unit, long number) {}

  @Override
  public String name() {
    return "nodeport-conflict";
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
  public void check(Topology topology, Findings out) {
    var taken = new HashMap<Key, Claim>();
    for (Service service : topology.services()) {
      if (!service.isNodePortOrLoadBalancer()) continue;
      int unit = topology.unit(service.object());
      for (ServicePort port : service.ports())
        if (port.nodePort().isPresent()) {
          var path = "spec.ports[%s].nodePort".formatted(port.key());
          var claim = new Claim(service, port, port.node().spanOf("nodePort"), path);
          claim(taken, new Key(unit, port.nodePort().getAsLong()), claim, out);
        }
      Scalar health = service.spec().scalar("healthCheckNodePort");
      if (health == null || health.integer().orElse(0) <= 0) continue;
      Span span = service.spec().spanOf("healthCheckNodePort");
      var claim = new Claim(service, null, span, "spec.healthCheckNodePort");
      claim(taken, new Key(unit, health.integer().getAsLong()), claim, out);
    }
  }

  private static void claim(Map<Key, Claim> taken, Key key, Claim claim, Findings out) {
    Claim first = taken.putIfAbsent(key, claim);
    if (first == null || mayShare(first, claim)) return;
    boolean same = first.service() == claim.service();
    String with = same ? "twice" : "which %s has".formatted(first.service().ref());
    boolean oneFile = first.service().object().file() == claim.service().object().file();
    out.report(
            claim.service().object(),
            claim.path(),
            claim.span(),
            "already taken",
            "%s asks for node port %d, %s".formatted(claim.service().ref(), key.number(), with))
        .related(first.span(), "taken here", first.service().object())
        // Files of one folder may be samples that nobody applies together.
        .confidence(same ? Confidence.CERTAIN : oneFile ? Confidence.HIGH : Confidence.MEDIUM)
        .help("remove nodePort and let the cluster choose one, or choose another number");
  }

  private static boolean mayShare(Claim first, Claim second) {
    if (first.service() != second.service())
      return first.service().ref().sameObject(second.service().ref());
    ServicePort a = first.port();
    ServicePort b = second.port();
    return a != null && b != null && a.port() == b.port() && !a.protocol().equals(b.protocol());
  }
}
