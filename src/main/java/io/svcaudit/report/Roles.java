package io.svcaudit.report;

import io.svcaudit.model.KubeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The roles of RBAC that let someone list kinds, and nothing else.
public final class Roles {
  private Roles() {}

  /// @param namespace where they are read; empty for the whole cluster
  public static String yaml(List<KubeKind> kinds, Optional<String> namespace) {
    if (namespace.isEmpty()) return role("ClusterRole", "", kinds);
    List<KubeKind> within = kinds.stream().filter(KubeKind::namespaced).toList();
    List<KubeKind> outside = kinds.stream().filter(kind -> !kind.namespaced()).toList();
    String role = role("Role", "  namespace: %s\n".formatted(namespace.get()), within);
    return outside.isEmpty() ? role : role + "---\n" + role("ClusterRole", "", outside);
  }

  private static String role(String kind, String namespace, List<KubeKind> kinds) {
    var byGroup = new TreeMap<String, List<String>>();
    for (KubeKind each : kinds)
      byGroup.computeIfAbsent(each.group(), _ -> new ArrayList<>()).add(each.plural());
    var text = new StringBuilder();
    text.append("apiVersion: rbac.authorization.k8s.io/v1\n")
        .append("kind: %s\n".formatted(kind))
        .append("metadata:\n  name: svc-audit\n")
        .append(namespace)
        .append(byGroup.isEmpty() ? "rules: []\n" : "rules:\n");
    for (Map.Entry<String, List<String>> group : byGroup.entrySet())
      text.append("- apiGroups: [\"%s\"]\n".formatted(group.getKey()))
          .append(
              "  resources: [%s]\n"
                  .formatted(String.join(", ", group.getValue().stream().sorted().toList())))
          .append("  verbs: [list]\n");
    return text.toString();
  }
}
