package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Anything that makes Pods from a template that it carries, and a Pod itself.
public record Workload(KubeObject object, Type type, PodTemplate template) {

  /// What controls the Pods.
  public enum Type {
    POD,
    DEPLOYMENT,
    REPLICA_SET,
    REPLICATION_CONTROLLER,
    STATEFUL_SET,
    DAEMON_SET,
    JOB,
    CRON_JOB,
    KNATIVE_SERVICE;

    /// Whether its Pods run to an end.
    public boolean runsToCompletion() {
      return this == JOB || this == CRON_JOB;
    }
  }

  /// Where a kind keeps its template.
  ///
  /// @param template the path of the template; empty for a Pod
  private record Form(Type type, List<String> template) {}

  private static final List<String> SPEC = List.of("spec", "template");

  /// Keyed by `kind.group`.
  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("Pod.", new Form(Type.POD, List.of())),
          Map.entry("ReplicationController.", new Form(Type.REPLICATION_CONTROLLER, SPEC)),
          Map.entry("Deployment.apps", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("ReplicaSet.apps", new Form(Type.REPLICA_SET, SPEC)),
          Map.entry("StatefulSet.apps", new Form(Type.STATEFUL_SET, SPEC)),
          Map.entry("DaemonSet.apps", new Form(Type.DAEMON_SET, SPEC)),
          Map.entry("Deployment.extensions", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("ReplicaSet.extensions", new Form(Type.REPLICA_SET, SPEC)),
          Map.entry("DaemonSet.extensions", new Form(Type.DAEMON_SET, SPEC)),
          Map.entry("Job.batch", new Form(Type.JOB, SPEC)),
          Map.entry(
              "CronJob.batch",
              new Form(Type.CRON_JOB, List.of("spec", "jobTemplate", "spec", "template"))),
          Map.entry("Rollout.argoproj.io", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("DeploymentConfig.apps.openshift.io", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("DeploymentConfig.", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("Service.serving.knative.dev", new Form(Type.KNATIVE_SERVICE, SPEC)),
          Map.entry("CloneSet.apps.kruise.io", new Form(Type.DEPLOYMENT, SPEC)),
          Map.entry("StatefulSet.apps.kruise.io", new Form(Type.STATEFUL_SET, SPEC)),
          Map.entry("DaemonSet.apps.kruise.io", new Form(Type.DAEMON_SET, SPEC)));

  /// Labels that some kind of workload gets from its controller or from admission.
  public static final Set<String> RUN_TIME_LABELS =
      Set.of(
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index",
          "pod-template-hash",
          "rollouts-pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "job-name",
          "batch.kubernetes.io/job-name",
          "controller-uid",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-completion-index",
          "topology.kubernetes.io/zone",
          "topology.kubernetes.io/region");

  private static final Set<String> ANY_POD =
      Set.of("topology.kubernetes.io/zone", "topology.kubernetes.io/region");

  /// Null if the kind carries no template that we know, or this object has none (a Rollout with
  /// `workloadRef`).
  static @Nullable Workload of(KubeObject object) {
    Form form = FORMS.get(object.kind() + "." + object.ref().group());
    if (form == null) return null;
    Mapping template = object.node().mapping(form.template().toArray(String[]::new));
    boolean carriesNone = template.get("spec") == null && form.type() != Type.POD;
    return carriesNone ? null : new Workload(object, form.type(), PodTemplate.of(template));
  }

  public ObjectRef ref() {
    return object.ref();
  }

  public Labels labels() {
    return template.labels();
  }

  /// The path of a container's fields in this object: `spec.template.spec.containers[app]`.
  public String path(Container container) {
    Form form = FORMS.get(object.kind() + "." + object.ref().group());
    String template =
        form == null || form.template().isEmpty() ? "" : String.join(".", form.template()) + ".";
    String list = container.role() == Container.Role.MAIN ? "containers" : "initContainers";
    return "%sspec.%s[%s]".formatted(template, list, container.name());
  }

  /// `spec.replicas`; empty if it is not written.
  public OptionalLong replicas() {
    var scalar = object.spec().scalar("replicas");
    return scalar == null ? OptionalLong.empty() : scalar.integer();
  }

  /// `spec.serviceName` of a StatefulSet; empty if it is not written.
  public String serviceName() {
    return type == Type.STATEFUL_SET ? object.spec().text("serviceName").orElse("") : "";
  }

  /// Whether some kind of workload gets a label of this key from its controller or from admission.
  public static boolean mayBeSetAtRunTime(String key) {
    return RUN_TIME_LABELS.contains(key)
        || key.startsWith("serving.knative.dev/")
        || key.equals("role");
  }

  /// Whether Pods of this workload match a selector. Labels that a controller sets at run time are
  /// not in the template; a selector may still use them.
  public boolean matches(Labels selector) {
    for (Labels.Label wanted : selector.all().values()) {
      String value = labels().value(wanted.key());
      if (wanted.value().equals(value) && !overwritten(wanted.key())) continue;
      if (!setAtRunTime(wanted)) return false;
    }
    return true;
  }

  /// Whether the template's label of this key is not the Pods': the StatefulSet controller
  /// overwrites two.
  public boolean overwritten(String key) {
    return type == Type.STATEFUL_SET
        && (key.equals("statefulset.kubernetes.io/pod-name")
            || key.equals("apps.kubernetes.io/pod-index"));
  }

  /// Whether a Pod of this workload may get this label from its controller or from admission.
  public boolean setAtRunTime(Labels.Label label) {
    return setAtRunTime(label.key(), label.value());
  }

  /// Whether a Pod of this workload may get a label of this key, with some value.
  public boolean setAtRunTime(String key) {
    return setAtRunTime(key, object.name())
        || setAtRunTime(key, object.name() + "-0")
        || setAtRunTime(key, "0");
  }

  /// Whether a Pod of this workload may get this label from its controller or from admission.
  public boolean setAtRunTime(String key, String value) {
    if (ANY_POD.contains(key)) return true;
    return switch (type) {
      case POD -> false;
      case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER ->
          key.equals("pod-template-hash")
              || key.equals("rollouts-pod-template-hash")
              || (key.equals("role") && object.kind().equals("Rollout"));
      case STATEFUL_SET ->
          switch (key) {
            case "statefulset.kubernetes.io/pod-name" -> isOrdinal(value, object.name() + "-");
            case "apps.kubernetes.io/pod-index" -> isOrdinal(value, "");
            default -> key.equals("controller-revision-hash");
          };
      case DAEMON_SET ->
          key.equals("controller-revision-hash") || key.equals("pod-template-generation");
      case JOB, CRON_JOB -> jobLabel(key, value);
      case KNATIVE_SERVICE -> key.startsWith("serving.knative.dev/");
    };
  }

  private boolean jobLabel(String key, String value) {
    return switch (key) {
      case "job-name", "batch.kubernetes.io/job-name" ->
          type == Type.JOB ? value.equals(object.name()) : value.startsWith(object.name() + "-");
      case "controller-uid", "batch.kubernetes.io/controller-uid" -> true;
      case "batch.kubernetes.io/job-completion-index" -> isOrdinal(value, "");
      default -> false;
    };
  }

  private static boolean isOrdinal(String value, String prefix) {
    return value.startsWith(prefix)
        && value.length() > prefix.length()
        && value.substring(prefix.length()).chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
