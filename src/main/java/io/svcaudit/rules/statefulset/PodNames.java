package io.svcaudit.rules.statefulset;

import io.svcaudit.model.Container;
import io.svcaudit.model.Container.EnvVar;
import io.svcaudit.model.Workload;
import java.util.ArrayList;
import java.util.List;

/// Whether the Pods of a StatefulSet ask for each other by the names that its Service gives them.
final class PodNames {
  private PodNames() {}

  /// Where its containers use such names; may be empty.
  static List<String> usedBy(Workload workload) {
    var uses = new ArrayList<String>();
    for (Container container : workload.template().containers()) {
      for (EnvVar variable : container.env())
        if (uses(workload, variable.value()))
          uses.add("env %s of container %s".formatted(variable.name(), container.name()));
      if (container.command().stream().anyMatch(argument -> uses(workload, argument)))
        uses.add("command of container %s".formatted(container.name()));
    }
    return List.copyOf(uses);
  }

  private static boolean uses(Workload workload, String text) {
    String domain = "." + workload.serviceName();
    return text.contains(workload.object().name() + "-0.")
        || text.contains("hostname -f")
        || text.contains("hostname --fqdn")
        || text.contains("NAME)" + domain)
        || text.contains("NAME}" + domain);
  }
}
