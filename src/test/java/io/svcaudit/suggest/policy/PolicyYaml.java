package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import java.util.*;

/// Temporary.
final class PolicyYaml {
  static String text(PolicySuggestion s) {
    var b = new StringBuilder();
    for (var p : s.policies()) {
      p.comments().forEach(c -> b.append("# ").append(c).append('\n'));
      b.append("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ")
          .append(p.name())
          .append('\n');
      if (p.namespaceWritten()) b.append("  namespace: ").append(p.namespace()).append('\n');
      b.append("spec:\n  podSelector: ")
          .append(sel(p.pods()))
          .append("\n  policyTypes: ")
          .append(
              p.isolates().stream()
                  .map(d -> d == Direction.INGRESS ? "Ingress" : "Egress")
                  .toList())
          .append('\n');
      if (p.isolates().contains(Direction.INGRESS)) rules(b, "ingress", "from", p.ingress());
      if (p.isolates().contains(Direction.EGRESS)) rules(b, "egress", "to", p.egress());
      b.append("---\n");
    }
    return b.toString();
  }

  static void rules(StringBuilder b, String f, String peers, List<SuggestedRule> rules) {
    if (rules.isEmpty()) {
      b.append("  ").append(f).append(": []\n");
      return;
    }
    b.append("  ").append(f).append(":\n");
    for (var r : rules) {
      r.reasons().forEach(c -> b.append("    # ").append(c).append('\n'));
      String lead = "    - ";
      if (!r.peers().isEmpty()) {
        b.append("    - ").append(peers).append(":\n");
        lead = "      ";
        for (var a : r.peers()) {
          a.reasons().forEach(c -> b.append("        # ").append(c).append('\n'));
          b.append("        - ")
              .append(
                  switch (a.peer()) {
                    case SuggestedPeer.Block k ->
                        "ipBlock: {cidr: \""
                            + k.cidr()
                            + "\", except: ["
                            + String.join(
                                ", ", k.excepts().stream().map(x -> "\"" + x + "\"").toList())
                            + "]}";
                    case SuggestedPeer.Pods k ->
                        "{"
                            + switch (k.where()) {
                              case SuggestedPeer.Where.Own _ -> "";
                              case SuggestedPeer.Where.Any _ -> "namespaceSelector: {}, ";
                              case SuggestedPeer.Where.Named n ->
                                  "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: "
                                      + n.namespace()
                                      + "}}, ";
                            }
                            + "podSelector: "
                            + sel(k.pods())
                            + "}";
                  })
              .append('\n');
        }
      }
      b.append(lead)
          .append("ports: [")
          .append(
              String.join(
                  ", ",
                  r.ports().stream()
                      .map(x -> "{port: " + x.number() + ", protocol: " + x.protocol() + "}")
                      .toList()))
          .append("]\n");
    }
  }

  static String sel(PodLabels l) {
    var parts = new ArrayList<String>();
    if (!l.labels().isEmpty())
      parts.add(
          "matchLabels: {"
              + String.join(
                  ", ",
                  l.labels().entrySet().stream()
                      .map(e -> e.getKey() + ": \"" + e.getValue() + "\"")
                      .toList())
              + "}");
    if (!l.without().isEmpty())
      parts.add(
          "matchExpressions: ["
              + String.join(
                  ", ",
                  l.without().stream()
                      .map(k -> "{key: " + k + ", operator: DoesNotExist}")
                      .toList())
              + "]");
    return "{" + String.join(", ", parts) + "}";
  }
}
