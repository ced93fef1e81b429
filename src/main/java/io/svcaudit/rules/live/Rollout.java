package io.svcaudit.rules.live;

import io.svcaudit.model.Condition;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.time.Duration;
import java.time.Instant;

/// Whether a Deployment is on its way from one template to the next.
final class Rollout {
  /// The default of `progressDeadlineSeconds`.
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private Rollout() {}

  static boolean isUnderWay(Workload workload, Instant at) {
    if (workload.type() != Workload.Type.DEPLOYMENT) return false;
    Mapping status = workload.object().node().mapping("status");
    boolean unfinished =
        number(status, "updatedReplicas") < workload.replicas().orElse(1)
            || number(status, "replicas") > number(status, "updatedReplicas");
    return unfinished
        && workload.object().conditions().stream()
            .anyMatch(c -> isProgress(c) && !Age.isOver(DEADLINE, c.updated(), at));
  }

  private static boolean isProgress(Condition condition) {
    return condition.type().equals("Progressing")
        && condition.isTrue()
        && !condition.reason().equals("NewReplicaSetAvailable")
        && condition.updated().isPresent();
  }

  private static long number(Mapping status, String field) {
    Scalar scalar = status.scalar(field);
    return scalar == null ? 0 : scalar.integer().orElse(0);
  }
}
