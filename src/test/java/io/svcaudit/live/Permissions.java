package io.svcaudit.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// RBAC, with the wait for the server to know it: it reads roles from caches of its own.
record Permissions(Api api) {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";

  void allow(String user, String namespace, List<String> verbs, List<String> resources) {
    boolean everywhere = namespace.isEmpty();
    String path = everywhere ? RBAC : RBAC + "/namespaces/" + namespace;
    var rules =
        resources.stream()
            .map(resource ->
                Map.of(
                    "apiGroups", List.of(group(resource)),
                    "resources", List.of(plural(resource)),
                    "verbs", verbs))
            .toList();
    String name =
        api.post(
                path + (everywhere ? "/clusterroles" : "/roles"),
                Map.of("metadata", Map.of("generateName", "test-"), "rules", rules))
            .at("/metadata/name")
            .asString();
    api.post(
        path + (everywhere ? "/clusterrolebindings" : "/rolebindings"),
        Map.of(
            "metadata", Map.of("name", name),
            "subjects", List.of(Map.of("kind", "User", "name", user)),
            "roleRef",
                Map.of(
                    "apiGroup",
                    "rbac.authorization.k8s.io",
                    "kind",
                    everywhere ? "ClusterRole" : "Role",
                    "name",
                    name)));
    for (String resource : resources)
      for (String verb : verbs)
        Await.until(
            () -> allowed(user, namespace, verb, resource) ? Optional.of(true) : Optional.empty(),
            () -> "%s may %s %s".formatted(user, verb, resource));
  }

  private boolean allowed(String user, String namespace, String verb, String resource) {
    var review =
        api.post(
            "/apis/authorization.k8s.io/v1/subjectaccessreviews",
            Map.of(
                "spec",
                Map.of(
                    "user",
                    user,
                    "resourceAttributes",
                    Map.of(
                        "namespace",
                        namespace,
                        "verb",
                        verb,
                        "group",
                        group(resource),
                        "resource",
                        plural(resource)))));
    return review.at("/status/allowed").asBoolean();
  }

  private static String plural(String resource) {
    int dot = resource.indexOf('.');
    return dot < 0 ? resource : resource.substring(0, dot);
  }

  private static String group(String resource) {
    int dot = resource.indexOf('.');
    return dot < 0 ? "" : resource.substring(dot + 1);
  }
}
