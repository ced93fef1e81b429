package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A policy admits everyone: to a data store, or to all Pods of its namespace whatever the others
/// say.
public final class NetpolAllowAll implements Rule {
  @Override
  public String name() {
    return "netpol-allow-all";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES,
        Resource.NAMESPACES,
        Resource.WORKLOADS,
        Resource.SERVICES,
        Resource.INGRESSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var selected = SelectedWorkloads.of(topology);
    var stores = new Stores(topology);
    for (NetworkPolicy policy : topology.networkPolicies())
      for (PolicyRule rule : PolicyRule.of(policy, Direction.INGRESS)) {
        Optional<String> who = everyone(rule);
        if (who.isEmpty()) continue;
        List<Stores.Store> open = stores.admittedBy(rule, selected.by(policy));
        if (!open.isEmpty()) report(rule, who.get(), open, out);
        else if (opensNamespace(rule)) report(topology, rule, out);
      }
  }

  /// Who is admitted, if that is everyone.
  private static Optional<String> everyone(PolicyRule rule) {
    if (rule.rule().peers().isEmpty()) return Optional.of("everyone");
    for (Peer peer : rule.rule().peers())
      switch (peer) {
        case Peer.Block block -> {
          Addresses addresses = Addresses.of(block);
          if (!addresses.ipv4().isEmpty() && addresses.ipv4().equals(Addresses.ALL.ipv4()))
            return Optional.of("every address");
        }
        case Peer.Pods(var _, var namespaces, var pods) -> {
          boolean allPods = pods.isEmpty() || pods.get().requirements().isEmpty();
          if (namespaces.isPresent() && namespaces.get().requirements().isEmpty() && allPods)
            return Optional.of("every Pod of the cluster");
        }
      }
    return Optional.empty();
  }

  private static boolean opensNamespace(PolicyRule rule) {
    return rule.policy().pods().requirements().isEmpty()
        && rule.rule().peers().isEmpty()
        && rule.rule().ports().isEmpty();
  }

  private static void report(PolicyRule rule, String who, List<Stores.Store> open, Findings out) {
    Stores.Store store = open.getFirst();
    String product = store.what().isStrong() ? "" : "what looks like ";
    out.report(
            rule.policy().object(),
            rule.path(),
            rule.rule().spot().span(),
            who + " may connect",
            "%s lets %s connect to %s%s in %s"
                .formatted(
                    rule.policy().object().ref(),
                    who,
                    product,
                    store.what().product(),
                    store.workload().ref()))
        .confidence(store.what().confidence())
        .evidence(store.what().describe())
        .help("name the clients of port %d in from, by podSelector".formatted(store.number()))
        .related(
            store.what().evidence().getFirst().span(),
            store.what().label(),
            store.workload().object());
  }

  private static void report(Topology topology, PolicyRule rule, Findings out) {
    NetworkPolicy policy = rule.policy();
    Optional<NetworkPolicy> other =
        topology.networkPolicies().stream()
            .filter(each -> each != policy && each.isolates(Direction.INGRESS))
            .filter(each -> each.object().namespace().equals(policy.object().namespace()))
            .filter(each -> topology.sameUnit(each.object(), policy.object()))
            .findFirst();
    String rest = other.isPresent() ? ", whatever other policies say" : "";
    var report =
        out.report(
                policy.object(),
                rule.path(),
                rule.rule().spot().span(),
                "everyone may connect",
                "%s lets everyone connect to every Pod of namespace %s%s"
                    .formatted(policy.object().ref(), policy.object().namespace(), rest))
            .severity(Severity.LOW)
            .help("select the Pods that everyone may reach in podSelector");
    other.ifPresent(each ->
        report.related(
            each.object().nameSpan(),
            "what it leaves out is admitted all the same",
            each.object()));
  }
}
