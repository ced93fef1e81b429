package io.svcaudit.suggest.policy;

import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.suggest.YamlText;
import io.svcaudit.suggest.policy.SuggestedPeer.Where;
import io.svcaudit.suggest.policy.SuggestedRule.Admitted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Suggested policies as manifests, with the reasons as comments.
public final class PolicyYaml {
  private final YamlText yaml = new YamlText();

  private PolicyYaml() {}

  /// One document for each policy; empty if there are none.
  public static String text(PolicySuggestion suggestion) {
    var yaml = new PolicyYaml();
    for (SuggestedPolicy policy : suggestion.policies()) yaml.policy(policy);
    return yaml.yaml.toString();
  }

  private void policy(SuggestedPolicy policy) {
    yaml.document();
    comments(0, policy.comments());
    line(0, "apiVersion: networking.k8s.io/v1");
    line(0, "kind: NetworkPolicy");
    line(0, "metadata:");
    line(2, "name: " + scalar(policy.name()));
    if (policy.namespaceWritten()) line(2, "namespace: " + scalar(policy.namespace()));
    if (!policy.unused().isEmpty()) ignored(policy.unused());
    line(0, "spec:");
    selector(2, "podSelector:", policy.pods());
    line(2, "policyTypes:");
    if (policy.isolates().contains(Direction.INGRESS)) line(4, "- Ingress");
    if (policy.isolates().contains(Direction.EGRESS)) line(4, "- Egress");
    // A default deny says by its types that it admits nothing.
    if (policy.pods().equals(PodLabels.ALL) && policy.egress().isEmpty()) return;
    if (policy.isolates().contains(Direction.INGRESS)) rules("ingress", "from", policy.ingress());
    if (policy.isolates().contains(Direction.EGRESS)) rules("egress", "to", policy.egress());
  }

  /// The audit would ask about them. A comment would be lost in a cluster.
  private void ignored(List<String> unused) {
    line(2, "annotations:");
    line(
        4,
        "svc-audit.io/ignore: "
            + scalar(
                "netpol-isolates-needed-pod: nothing that was read uses "
                    + String.join(", ", unused)));
  }

  private void rules(String field, String peers, List<SuggestedRule> rules) {
    line(2, field + (rules.isEmpty() ? ": []" : ":"));
    for (SuggestedRule rule : rules) {
      comments(4, rule.reasons());
      if (!rule.peers().isEmpty()) line(4, "- " + peers + ":");
      List<String> told = List.of();
      for (Admitted admitted : rule.peers()) {
        if (!admitted.reasons().equals(told)) comments(8, admitted.reasons());
        told = admitted.reasons();
        peer(admitted.peer());
      }
      line(4, (rule.peers().isEmpty() ? "- " : "  ") + "ports:");
      for (SuggestedPort port : rule.ports()) {
        line(8, "- port: " + port.number());
        line(10, "protocol: " + port.protocol());
      }
    }
  }

  private void peer(SuggestedPeer peer) {
    switch (peer) {
      case SuggestedPeer.Block(String cidr, var excepts) -> {
        line(8, "- ipBlock:");
        line(12, "cidr: " + scalar(cidr));
        if (!excepts.isEmpty()) line(12, "except:");
        for (String except : excepts) line(14, "- " + scalar(except));
      }
      case SuggestedPeer.Pods(Where where, PodLabels pods) -> {
        switch (where) {
          case Where.Own _ -> selector(8, "- podSelector:", pods);
          case Where.Named(String namespace) -> {
            selector(
                8, "- namespaceSelector:", PodLabels.of(Map.of(Namespace.NAME_LABEL, namespace)));
            selector(10, "podSelector:", pods);
          }
          case Where.Any _ -> {
            line(8, "- namespaceSelector: {}");
            selector(10, "podSelector:", pods);
          }
        }
      }
    }
  }

  /// @param field with its colon, and the dash of a list's item
  private void selector(int indent, String field, PodLabels pods) {
    boolean all = pods.labels().isEmpty() && pods.without().isEmpty();
    line(indent, field + (all ? " {}" : ""));
    int inner = indent + (field.startsWith("- ") ? 4 : 2);
    if (!pods.labels().isEmpty()) line(inner, "matchLabels:");
    new TreeMap<>(pods.labels())
        .forEach((key, value) -> line(inner + 2, scalar(key) + ": " + scalar(value)));
    if (!pods.without().isEmpty()) line(inner, "matchExpressions:");
    for (String key : pods.without()) {
      line(inner + 2, "- key: " + scalar(key));
      line(inner + 4, "operator: DoesNotExist");
    }
  }

  private void comments(int indent, List<String> comments) {
    yaml.comments(indent, comments);
  }

  private void line(int indent, String content) {
    yaml.line(indent, content);
  }

  private static String scalar(String value) {
    return YamlText.scalar(value);
  }
}
