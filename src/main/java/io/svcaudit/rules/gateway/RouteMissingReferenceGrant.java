package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Reference;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.gateway.Grant;
import io.svcaudit.topology.gateway.Grants;
import java.util.HashSet;
import java.util.Set;

/// A route or a Gateway that refers to something of another namespace which does not allow it
/// (Gateway API, ReferenceGrant: references across namespaces are invalid without one).
public final class RouteMissingReferenceGrant implements Rule {
  @Override
  public String name() {
    return "route-missing-reference-grant";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.ROUTES,
        Resource.GATEWAYS,
        Resource.SERVICES,
        Resource.REFERENCE_GRANTS,
        Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Route route : topology.routes()) {
      var seen = new HashSet<String>();
      for (BackendUse use : BackendUse.of(route)) {
        Reference to = use.backend().ref();
        if (!leaves(route.object(), to) || !seen.add(to.toString())) continue;
        // A Service that is missing is a finding of its own.
        var service = topology.object(route.object(), to, Resource.SERVICES);
        if (!(service instanceof Resolution.Absent))
          check(topology, route.object(), to, use.backend().path(), service, out);
      }
    }
    for (Gateway gateway : topology.gateways())
      for (Gateway.Listener listener : gateway.listeners())
        for (Reference to : gateway.certificates(listener))
          if (leaves(gateway.object(), to))
            check(
                topology,
                gateway.object(),
                to,
                "spec.listeners[%s].tls.certificateRefs[%s]".formatted(listener.key(), to.name()),
                topology.object(gateway.object(), to, Resource.ANY),
                out);
  }

  private static boolean leaves(KubeObject from, Reference to) {
    return !to.namespace().equals(from.namespace()) && !to.name().isEmpty();
  }

  private static void check(
      Topology topology,
      KubeObject from,
      Reference to,
      String path,
      Resolution<KubeObject> target,
      Findings out) {
    boolean given =
        target instanceof Resolution.Found<KubeObject>(KubeObject found)
            && topology.sameUnit(from, found);
    if (!(Grants.of(topology, from, to, given) instanceof Grant.Missing missing)) return;
    boolean hasNear = !missing.near().isEmpty();
    var report =
        out.report(
                from,
                path,
                to.node().spanOf("namespace"),
                "namespace %s does not allow it".formatted(to.namespace()),
                "%s refers to %s, which no ReferenceGrant of namespace %s allows"
                    .formatted(from.ref(), to, to.namespace()))
            .confidence(missing.confidence())
            .cause(Cause.notGranted(topology, from, to))
            .help(hasNear ? change(missing.near().getFirst()) : grant(from, to));
    for (Grant.Near near : missing.near())
      report.related(
          near.span(),
          "would have to be %s: %s".formatted(near.field(), near.wanted()),
          near.grant().object());
  }

  private static String change(Grant.Near near) {
    return "write %s: %s in %s"
        .formatted(
            near.field().substring(near.field().indexOf('.') + 1),
            near.wanted(),
            near.grant().ref());
  }

  /// As one line of YAML, which kubectl takes as it is.
  private static String grant(KubeObject from, Reference to) {
    return "apply {apiVersion: gateway.networking.k8s.io/v1beta1, kind: ReferenceGrant, metadata: {name: %s, namespace: %s}, spec: {from: [{group: %s, kind: %s, namespace: %s}], to: [{group: \"%s\", kind: %s, name: %s}]}}"
        .formatted(
            from.name(),
            to.namespace(),
            Gateway.GROUP,
            from.kind(),
            from.namespace(),
            to.group(),
            to.kind(),
            to.name());
  }
}
