package io.svcaudit.rules.autoscaling;

import io.svcaudit.model.Autoscaler;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An autoscaler whose target does not exist: it reports `FailedGetScale` and scales nothing.
public final class HpaTargetMissing implements Rule {
  /// The kinds that manifests show; whether a custom resource exists is its operator's affair.
  private static final Map<String, String> GROUPS =
      Map.of(
          "Deployment",
          "apps",
          "ReplicaSet",
          "apps",
          "StatefulSet",
          "apps",
          "ReplicationController",
          "");

  @Override
  public String name() {
    return "hpa-target-missing";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.AUTOSCALERS, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Autoscaler autoscaler : topology.autoscalers()) {
      String kind = autoscaler.targetKind();
      String name = autoscaler.targetName();
      String group = GROUPS.get(kind);
      var target =
          new ObjectRef(autoscaler.targetApiVersion(), kind, autoscaler.object().namespace(), name);
      if (group == null || name.isEmpty() || !isGroup(target.group(), group)) continue;
      if (topology.live().isNew(autoscaler.object()) || isOfKeda(autoscaler)) continue;
      if (topology.object(autoscaler.object(), group, kind, name)
              instanceof Resolution.Absent<KubeObject> absent
          && !isFoundInOldGroup(topology, autoscaler))
        report(topology, autoscaler, target, absent, out);
    }
  }

  /// One that KEDA made: its ScaledObject is the one to correct.
  private static boolean isOfKeda(Autoscaler autoscaler) {
    return autoscaler.object().metadata().mappings("ownerReferences").stream()
        .anyMatch(owner -> owner.text("kind").orElse("").equals("ScaledObject"));
  }

  private static boolean isGroup(String written, String group) {
    return written.equals(group) || written.equals("extensions") || written.isEmpty();
  }

  private static boolean isFoundInOldGroup(Topology topology, Autoscaler autoscaler) {
    return topology
            .object(
                autoscaler.object(), "extensions", autoscaler.targetKind(), autoscaler.targetName())
            .orNull()
        != null;
  }

  private static void report(
      Topology topology,
      Autoscaler autoscaler,
      ObjectRef target,
      Resolution.Absent<KubeObject> absent,
      Findings out) {
    Mapping reference = autoscaler.object().spec().mapping("scaleTargetRef");
    Span place = reference.spanOf("name");
    Optional<KubeObject> other =
        topology
            .workloadsBeside(autoscaler.object())
            .map(Workload::object)
            .filter(o -> o.name().equals(target.name()))
            .findFirst();
    Optional<KubeObject> near = absent.near().stream().findFirst();
    String help = "name the workload that is to be scaled, or remove the autoscaler";
    if (other.isPresent()) help = "write kind: " + other.get().kind();
    else if (near.isPresent() && near.get().name().equals(target.name()))
      help = "move the autoscaler to namespace " + near.get().namespace();
    else if (near.isPresent()) help = "write name: " + near.get().name();
    var report =
        out.report(
                autoscaler.object(),
                "spec.scaleTargetRef",
                place,
                "no such %s in namespace %s".formatted(target.kind(), target.namespace()),
                "%s scales %s, which does not exist".formatted(autoscaler.object().ref(), target))
            .confidence(absent.confidence())
            .help(help);
    other.or(() -> near).ifPresent(o -> report.related(o.nameSpan(), "probably meant", o));
  }
}
