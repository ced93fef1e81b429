package io.svcaudit.topology.trace;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.EditDistance;
import java.util.List;

/// What a selector that matches nothing was probably meant to say.
final class NearLabels {
  private NearLabels() {}

  /// `; did you mean app=web?`, or nothing.
  static String of(LabelSelector selector, List<Workload> workloads) {
    for (Requirement one : selector.requirements())
      if (one instanceof Requirement.In(String key, var values))
        for (String wanted : values)
          for (Workload workload : workloads) {
            String value = workload.labels().value(key);
            if (value != null && !value.equals(wanted) && EditDistance.isNear(value, wanted))
              return "; did you mean %s=%s?".formatted(key, value);
          }
    return "";
  }
}
