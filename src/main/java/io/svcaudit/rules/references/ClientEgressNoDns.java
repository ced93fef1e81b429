package io.svcaudit.rules.references;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Isolation;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Resolvers;
import io.svcaudit.topology.reference.Address;
import io.svcaudit.topology.reference.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workload that is given names of Services while its own NetworkPolicies do not let it ask the
/// cluster's DNS for them.
public final class ClientEgressNoDns implements Rule {
  @Override
  public String name() {
    return "client-egress-no-dns";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.SERVICES,
        Resource.WORKLOADS,
        Resource.CONFIG_MAPS,
        Resource.NETWORK_POLICIES,
        Resource.NAMESPACES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    if (topology.networkPolicies().isEmpty()) return;
    var resolvers = Resolvers.of(topology);
    for (Workload workload : topology.workloads()) {
      Isolation isolation = topology.policies().isolation(workload, Direction.EGRESS);
      if (isolation.holds() != Match.YES || Resolvers.asksOthers(workload)) continue;
      Optional<Reference> named =
          topology.references().of(workload).stream()
              .filter(ClientEgressNoDns::needsName)
              .findFirst();
      if (named.isEmpty() || resolvers.admits(topology, workload)) continue;
      report(topology, workload, isolation.policies(), named.get(), out);
    }
  }

  private static boolean needsName(Reference reference) {
    return reference.service() != null
        && !reference.shared()
        && reference.address().form() != Address.Form.MENTION
        && reference.site() != Reference.Site.PROBE;
  }

  private static void report(
      Topology topology,
      Workload workload,
      List<NetworkPolicy> policies,
      Reference reference,
      Findings out) {
    var report =
        out.report(
                workload.object(),
                reference.path(),
                reference.span(),
                "needs the DNS",
                "%s is given %s in %s, but its NetworkPolicies do not let it ask the DNS for it"
                    .formatted(workload.ref(), reference.address().written(), reference.where()))
            .cause(Cause.noDns(topology, policies.getFirst()))
            .help(
                "admit UDP and TCP 53 to the Pods k8s-app: kube-dns of the namespace"
                    + " kubernetes.io/metadata.name: kube-system");
    for (NetworkPolicy policy : policies)
      report.related(policy.object().nameSpan(), "isolates it and admits no DNS", policy.object());
  }
}
