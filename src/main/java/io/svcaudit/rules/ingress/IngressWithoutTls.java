package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// An Ingress that serves its hosts without TLS: no `spec.tls`, and nothing that gives it
/// certificates in another way.
public final class IngressWithoutTls implements Rule {
  private static final Set<String> CERTIFICATES = Set.of("Certificate", "ManagedCertificate");

  /// On what cert-manager makes for a moment, to answer a challenge that comes without TLS.
  private static final String SOLVER = "acme.cert-manager.io/http01-solver";

  private static final List<String> LOCAL =
      List.of(
          "localhost",
          ".local",
          ".localhost",
          ".test",
          ".internal",
          ".lan",
          ".svc",
          ".home.arpa",
          ".nip.io",
          ".sslip.io",
          ".127.0.0.1");

  /// Anything else is a placeholder, or rejected by the API server.
  private static final Pattern HOST = Pattern.compile("[a-z0-9.*-]+");

  @Override
  public String name() {
    return "ingress-without-tls";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var certified = new HashSet<Integer>();
    for (KubeObject object : topology.objects())
      if (CERTIFICATES.contains(object.kind())) certified.add(topology.unit(object));
    var secured = new HashSet<String>();
    for (Ingress ingress : topology.ingresses())
      for (Mapping tls : ingress.object().spec().mappings("tls"))
        for (Node host : tls.items("hosts"))
          if (host instanceof Scalar scalar)
            secured.add(topology.unit(ingress.object()) + " " + scalar.text());
    for (Ingress ingress : topology.ingresses()) {
      int unit = topology.unit(ingress.object());
      if (certified.contains(unit) || Certificates.areGiven(ingress)) continue;
      if (ingress.object().metadata().mapping("labels").has(SOLVER)) continue;
      Set<String> hosts = hosts(ingress);
      if (!hosts.isEmpty() && hosts.stream().allMatch(host -> secured.contains(unit + " " + host)))
        continue;
      if (hosts.stream().anyMatch(host -> !HOST.matcher(host).matches())) continue;
      report(ingress, hosts, out);
    }
  }

  private static Set<String> hosts(Ingress ingress) {
    var hosts = new TreeSet<String>();
    for (Ingress.Route route : ingress.routes())
      if (!route.host().isEmpty()) hosts.add(route.host());
    return hosts;
  }

  private static void report(Ingress ingress, Set<String> hosts, Findings out) {
    boolean local = !hosts.isEmpty() && hosts.stream().allMatch(IngressWithoutTls::isLocal);
    String what = hosts.isEmpty() ? "every host" : few(hosts);
    out.report(
            ingress.object(),
            "spec.tls",
            ingress.object().nameSpan(),
            "has no spec.tls",
            "%s serves %s without TLS".formatted(ingress.ref(), what))
        .severity(hosts.isEmpty() || local ? Severity.LOW : Severity.MEDIUM)
        .confidence(local ? Confidence.LOW : Confidence.MEDIUM)
        .help(
            hosts.isEmpty()
                ? "name the hosts, and add spec.tls with them and the Secret of their certificate"
                : "add spec.tls with hosts: [%s] and the Secret of their certificate"
                    .formatted(String.join(", ", hosts)));
  }

  private static String few(Set<String> hosts) {
    String first = String.join(", ", hosts.stream().limit(3).toList());
    return hosts.size() > 3 ? first + " and %d more".formatted(hosts.size() - 3) : first;
  }

  private static boolean isLocal(String host) {
    return LOCAL.stream().anyMatch(host::endsWith);
  }
}
