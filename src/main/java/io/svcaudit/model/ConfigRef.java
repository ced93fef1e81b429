package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a Pod that takes texts from a ConfigMap or Secret.
///
/// @param node where it says so
/// @param secret whether it is a Secret
/// @param name of the object
/// @param key which text; empty for all of them
/// @param prefix what `envFrom` puts before each key; else empty
public record ConfigRef(Mapping node, boolean secret, String name, String key, String prefix) {
  private static @Nullable ConfigRef of(
      Mapping node, String configMap, String secret, String prefix) {
    for (String field : List.of(configMap, secret)) {
      Mapping ref = node.mapping(field);
      String name = ref.text("name").or(() -> ref.text("secretName")).orElse("");
      if (!name.isEmpty())
        return new ConfigRef(ref, field.equals(secret), name, ref.text("key").orElse(""), prefix);
    }
    return null;
  }

  /// What a variable takes its value from (EnvVarSource `configMapKeyRef`, `secretKeyRef`); null if
  /// it has a literal one, or one that only a running Pod knows.
  public static @Nullable ConfigRef of(Container.EnvVar variable) {
    return of(variable.node().mapping("valueFrom"), "configMapKeyRef", "secretKeyRef", "");
  }

  /// `envFrom` of a container, in its order; may be empty.
  public static List<ConfigRef> envFrom(Container container) {
    var all = new ArrayList<ConfigRef>();
    for (Mapping item : container.node().mappings("envFrom")) {
      ConfigRef ref = of(item, "configMapRef", "secretRef", item.text("prefix").orElse(""));
      if (ref != null) all.add(ref);
    }
    return all;
  }

  /// What a container sees as files: each object, or each key of one, that a volume holds and the
  /// container mounts; may be empty.
  public static List<ConfigRef> mounted(PodTemplate pod, Container container) {
    var all = new ArrayList<ConfigRef>();
    for (Mapping mount : container.node().mappings("volumeMounts")) {
      String name = mount.text("name").orElse("");
      String only = mount.text("subPath").orElse("");
      for (Mapping volume : pod.spec().mappings("volumes"))
        if (volume.text("name").orElse("").equals(name)) {
          addFiles(volume, only, all);
          for (Mapping source : volume.mapping("projected").mappings("sources"))
            addFiles(source, only, all);
        }
    }
    return all;
  }

  /// @param only the file that is mounted alone; empty for all
  private static void addFiles(Mapping volume, String only, List<ConfigRef> into) {
    ConfigRef whole = of(volume, "configMap", "secret", "");
    if (whole == null) return;
    List<Mapping> items = whole.node().mappings("items");
    if (items.isEmpty()) into.add(whole.withKey(only));
    for (Mapping item : items) {
      String path = item.text("path").orElse("");
      if (only.isEmpty() || only.equals(path)) into.add(whole.withKey(item.text("key").orElse("")));
    }
  }

  private ConfigRef withKey(String other) {
    return new ConfigRef(node, secret, name, other, prefix);
  }
}
