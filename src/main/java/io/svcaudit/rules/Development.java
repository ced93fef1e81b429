package io.svcaudit.rules;

import io.svcaudit.model.KubeObject;
import java.util.List;
import java.util.Set;

/// Places where only developers work, so that no stranger is near.
public final class Development {
  private static final Set<String> WORDS =
      Set.of(
          "dev",
          "develop",
          "development",
          "local",
          "localdev",
          "kind",
          "minikube",
          "k3d",
          "test",
          "testing",
          "e2e",
          "sandbox");

  private Development() {}

  /// Whether the folder, the namespace or the labels of an object say so.
  public static boolean holds(KubeObject object) {
    String[] path = object.file().name().split("/", -1);
    // Far above lies whatever the user keeps projects in: /home/me/dev.
    for (int i = Math.max(0, path.length - 4); i < path.length - 1; i++)
      if (WORDS.contains(path[i])) return true;
    for (String key : List.of("env", "environment", "app.kubernetes.io/environment")) {
      String value = object.labels().value(key);
      if (value != null && WORDS.contains(value)) return true;
    }
    return WORDS.contains(object.namespace());
  }
}
