package io.svcaudit.rules.selectors;

import io.svcaudit.model.Container;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether workloads run one program: canary and stable, blue and green, one for each zone,
/// architecture or part of a cluster.
public final class SameProgram {
  /// Labels that tell variants of one program apart.
  private static final Set<String> VARIANT_KEYS =
      Set.of("version", "track", "color", "colour", "slot", "variant", "canary", "subset");

  private static final Set<String> PLATFORM_KEYS =
      Set.of(
          "kubernetes.io/os",
          "kubernetes.io/arch",
          "beta.kubernetes.io/os",
          "beta.kubernetes.io/arch");

  private static final Pattern VARIANT =
      Pattern.compile("[-_.]?(v?[0-9.]+|blue|green|canary|stable)$");

  private SameProgram() {}

  /// An image alone does not decide: a server and its worker often share one, and differ in ports.
  static boolean of(Service service, List<Workload> workloads) {
    return (shareAnImage(workloads) && !PortsOf.differ(service, workloads))
        || workloads.stream().allMatch(w -> w.type() == Workload.Type.DAEMON_SET)
        || differInAVariant(workloads)
        || differInPlatform(workloads);
  }

  /// Whether one image name is in all of them.
  public static boolean shareAnImage(List<Workload> workloads) {
    Set<String> first = images(workloads.getFirst());
    return workloads.stream().skip(1).allMatch(w -> images(w).stream().anyMatch(first::contains));
  }

  private static Set<String> images(Workload workload) {
    return workload.template().containers().stream()
        .filter(c -> c.role() == Container.Role.MAIN)
        .map(c -> VARIANT.matcher(c.imageName()).replaceFirst(""))
        .collect(Collectors.toSet());
  }

  private static boolean differInAVariant(List<Workload> workloads) {
    return VARIANT_KEYS.stream()
        .anyMatch(key -> differ(workloads.stream().map(w -> value(w.labels(), key)).toList()));
  }

  private static String value(Labels labels, String key) {
    String value = labels.value(key);
    return value == null ? "" : value;
  }

  private static boolean differInPlatform(List<Workload> workloads) {
    return PLATFORM_KEYS.stream()
        .anyMatch(key ->
            differ(
                workloads.stream()
                    .map(w -> w.template().spec().text("nodeSelector", key).orElse(""))
                    .toList()));
  }

  private static boolean differ(List<String> values) {
    return values.stream().distinct().count() == values.size();
  }
}
