package io.svcaudit.rules.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Isolation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A policy isolates some Pods in a direction for which it has no rule, and no other policy has one
/// for them: nothing gets through (NetworkPolicySpec.policyTypes).
public final class NetpolPolicytypesWithoutRules implements Rule {
  private static final Pattern MEANT =
      Pattern.compile("deny|denied|default|block|isolat|quarantine|lock|drop|reject|no-|none");

  @Override
  public String name() {
    return "netpol-policytypes-without-rules";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES, Resource.NAMESPACES, Resource.WORKLOADS, Resource.SERVICES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    var selected = SelectedWorkloads.of(topology);
    for (NetworkPolicy policy : topology.networkPolicies()) {
      if (isDefault(policy)) continue;
      for (Direction direction : Direction.values()) {
        if (!policy.isolates(direction) || !policy.rules(direction).isEmpty()) continue;
        if (isWritten(policy, direction)) continue;
        List<Workload> cut =
            selected.by(policy).stream()
                .filter(workload -> isCut(topology, workload, direction))
                .toList();
        switch (direction) {
          case INGRESS -> reportIngress(topology, policy, cut, out);
          case EGRESS -> reportEgress(policy, cut, out);
        }
      }
    }
  }

  /// Whether it is the floor that other policies stand on.
  private static boolean isDefault(NetworkPolicy policy) {
    return policy.pods().requirements().isEmpty() || MEANT.matcher(policy.object().name()).find();
  }

  /// `ingress: []` says itself that nothing is admitted; the API server does not keep it.
  private static boolean isWritten(NetworkPolicy policy, Direction direction) {
    return policy.object().spec().get(PolicyRule.field(direction)) instanceof Sequence;
  }

  private static boolean isCut(Topology topology, Workload workload, Direction direction) {
    Isolation isolation = topology.policies().isolation(workload, direction);
    return isolation.doubts().isEmpty()
        && Stream.concat(isolation.policies().stream(), isolation.perhaps().stream())
            .allMatch(policy -> policy.rules(direction).isEmpty());
  }

  /// Pods that nobody has to reach may well be closed.
  private static void reportIngress(
      Topology topology, NetworkPolicy policy, List<Workload> cut, Findings out) {
    List<Service> services =
        cut.stream()
            .flatMap(workload -> topology.servicesSelecting(workload).stream())
            .filter(service -> !service.ports().isEmpty())
            .distinct()
            .toList();
    if (services.isEmpty()) return;
    Service first = services.getFirst();
    out.report(
            policy.object(),
            "spec.policyTypes[Ingress]",
            place(policy, "Ingress"),
            label(policy, "isolates ingress"),
            "%s has no ingress rule, so nobody but their node can connect to the Pods of %s"
                .formatted(policy.object().ref(), first.ref()))
        .help("add ingress rules for its clients, or write ingress: [] if nobody may connect")
        .related(first.selectorSpan(), "sends connections to these Pods", first.object());
  }

  private static void reportEgress(NetworkPolicy policy, List<Workload> cut, Findings out) {
    if (cut.isEmpty()) return;
    Workload first = cut.getFirst();
    out.report(
            policy.object(),
            "spec.policyTypes[Egress]",
            place(policy, "Egress"),
            label(policy, "isolates egress"),
            "%s has no egress rule, so the Pods of %s can connect to nothing, DNS included"
                .formatted(policy.object().ref(), first.ref()))
        .help(
            "add egress rules, leave Egress out of policyTypes, or write egress: [] if they need"
                + " nothing")
        .related(first.object().nameSpan(), "its Pods are selected", first.object());
  }

  private static Span place(NetworkPolicy policy, String type) {
    Mapping spec = policy.object().spec();
    for (Node item : spec.items("policyTypes"))
      if (item instanceof Scalar scalar && scalar.text().equals(type)) return scalar.spot().span();
    return policy.object().nameSpan();
  }

  private static String label(NetworkPolicy policy, String isolates) {
    boolean written = !policy.object().spec().items("policyTypes").isEmpty();
    return written ? isolates : isolates + ", as no policyTypes are written";
  }
}
