package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Objects that no rule would look at because their kind is written in the wrong case: the API
/// server knows no `service`, and neither does the model.
final class MiswrittenKinds {
  /// Kinds of Kubernetes' own groups that the graph is made of.
  private static final Set<String> KINDS =
      Set.of(
          "Service",
          "Pod",
          "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "DaemonSet",
          "ReplicationController",
          "Job",
          "CronJob",
          "Ingress",
          "Endpoints",
          "EndpointSlice",
          "HorizontalPodAutoscaler",
          "NetworkPolicy");

  private static final Set<String> GROUPS =
      Set.of("", "apps", "batch", "autoscaling", "networking.k8s.io", "discovery.k8s.io");

  private MiswrittenKinds() {}

  static List<Unseen> among(List<KubeObject> objects) {
    var unseen = new ArrayList<Unseen>();
    for (KubeObject object : objects) {
      if (KINDS.contains(object.kind()) || !GROUPS.contains(object.ref().group())) continue;
      for (String kind : KINDS)
        if (kind.equalsIgnoreCase(object.kind())) {
          Span place = object.node().spanOf("kind").firstLine();
          String why = "kinds are written in their own case: write kind: " + kind;
          unseen.add(Unseen.given(object.ref().toString(), why, place));
        }
    }
    return unseen;
  }
}
