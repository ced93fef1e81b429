package io.svcaudit.source;

import java.util.List;
import java.util.Set;

/// Tells patches from whole objects where no kustomization says which is which: a file that was met
/// while walking and could never be created as it stands, because what every object of its kind
/// must have is not there, is taken for a patch. In doubt it is an object.
final class Fragments {
  private static final Set<String> WORKLOADS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");

  /// Their data may hold any key.
  private static final Set<String> FREE_FORM =
      Set.of("ConfigMap", "Secret", "CustomResourceDefinition");

  private Fragments() {}

  static boolean isFragment(Mapping object) {
    String kind = object.text("kind").orElse("");
    String version = object.text("apiVersion").orElse("");
    if (!FREE_FORM.contains(kind) && hasPatchDirective(object)) return true;
    if (version.equals("v1")) return kind.equals("Service") && isServiceFragment(object);
    if (version.startsWith("apps/")) return WORKLOADS.contains(kind) && isWorkloadFragment(object);
    if (version.startsWith("autoscaling/"))
      return kind.equals("HorizontalPodAutoscaler")
          && !object.mapping("spec", "scaleTargetRef").has("kind");
    if (version.startsWith("batch/"))
      return (kind.equals("Job") && object.get("spec", "template") == null)
          || (kind.equals("CronJob") && object.get("spec", "jobTemplate") == null);
    return false;
  }

  private static boolean hasPatchDirective(Node node) {
    return switch (node) {
      case Mapping mapping -> {
        for (var entry : mapping.entries().entrySet())
          if (isPatchDirective(entry.getKey()) || hasPatchDirective(entry.getValue().value()))
            yield true;
        yield false;
      }
      case Sequence list -> {
        for (Node item : list.items()) if (hasPatchDirective(item)) yield true;
        yield false;
      }
      case Scalar _ -> false;
    };
  }

  private static boolean isPatchDirective(String key) {
    return key.startsWith("$")
        && (key.equals("$patch")
            || key.equals("$retainKeys")
            || key.startsWith("$setElementOrder/")
            || key.startsWith("$deleteFromPrimitiveList/"));
  }

  private static boolean isServiceFragment(Mapping service) {
    Mapping spec = service.mapping("spec");
    return spec.items("ports").isEmpty()
        && spec.mapping("selector").entries().isEmpty()
        && !spec.text("type").orElse("").equals("ExternalName")
        && !spec.text("clusterIP").orElse("").equals("None");
  }

  private static boolean isWorkloadFragment(Mapping workload) {
    Mapping spec = workload.mapping("spec");
    if (!spec.has("template")) return true;
    if (spec.has("selector")) return false;
    List<Mapping> containers = spec.mapping("template", "spec").mappings("containers");
    return spec.mapping("template", "metadata", "labels").entries().isEmpty()
        || containers.isEmpty()
        || containers.stream().anyMatch(container -> !container.has("image"));
  }
}
