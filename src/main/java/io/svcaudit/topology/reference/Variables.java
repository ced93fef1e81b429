package io.svcaudit.topology.reference;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.ConfigRef;
import io.svcaudit.model.Container;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Resolution;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The environment of a container as far as manifests tell it: `envFrom` first, then `env`, which
/// wins; `$(NAME)` stands for what was set before it, and `$$` for a dollar sign (core/v1 EnvVar).
final class Variables {
  /// @param value after expansion
  /// @param holder the object that the text is written in
  /// @param text where it is written, or what names it if it must not be shown
  /// @param bulk the object that it came from with all others of it; null if it was asked for
  record Variable(
      String name, String value, KubeObject holder, Scalar text, @Nullable KubeObject bulk) {}

  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Workload workload;
  private final Lookup lookup;

  private Variables(Workload workload, Lookup lookup) {
    this.workload = workload;
    this.lookup = lookup;
  }

  static Variables of(Workload workload, Container container, Lookup lookup) {
    var variables = new Variables(workload, lookup);
    for (ConfigRef ref : ConfigRef.envFrom(container)) variables.all(ref);
    for (Container.EnvVar variable : container.env()) variables.one(variable);
    return variables;
  }

  Collection<Variable> all() {
    return byName.values();
  }

  /// The value of a variable; null if it is not set, or only known to a running Pod.
  @Nullable String value(String name) {
    return values.get(name);
  }

  private void all(ConfigRef ref) {
    ConfigMap map = lookup.configMap(workload.object(), ref.secret(), ref.name());
    if (map == null) return;
    map.texts().forEach((key, text) -> put(ref.prefix() + key, text.text(), map, text, ref, true));
  }

  private void one(Container.EnvVar variable) {
    Scalar literal = variable.node().scalar("value");
    ConfigRef ref = ConfigRef.of(variable);
    String name = variable.name();
    values.remove(name);
    byName.remove(name);
    if (literal != null) {
      String value = expand(literal.text());
      values.put(name, value);
      byName.put(name, new Variable(name, value, workload.object(), literal, null));
    } else if (ref != null) {
      ConfigMap map = lookup.configMap(workload.object(), ref.secret(), ref.name());
      Scalar text = map == null ? null : map.text(ref.key());
      if (map != null && text != null) put(name, text.text(), map, text, ref, false);
    } else {
      known(variable.node().mapping("valueFrom")).ifPresent(value -> values.put(name, value));
    }
  }

  /// A field of the Pod that its template tells.
  private Optional<String> known(Mapping source) {
    boolean namespace =
        source.text("fieldRef", "fieldPath").orElse("").equals("metadata.namespace");
    return namespace ? Optional.of(workload.object().namespace()) : Optional.empty();
  }

  /// A text of a Secret is told by its name only.
  private void put(
      String name, String value, ConfigMap map, Scalar text, ConfigRef ref, boolean bulk) {
    Scalar named = ref.node().scalar(ref.key().isEmpty() ? "name" : "key");
    if (map.secret() && named == null) return;
    values.put(name, value);
    byName.put(
        name,
        new Variable(
            name,
            value,
            map.secret() ? workload.object() : map.object(),
            map.secret() && named != null ? named : text,
            bulk ? map.object() : null));
  }

  /// `REDIS_SERVICE_HOST` is the address of the Service `redis` of the Pod's namespace, unless it
  /// is set otherwise (kubernetes.io, Service: "Environment variables").
  private @Nullable String known(String name) {
    String value = values.get(name);
    if (value != null || !name.endsWith(LINK)) return value;
    String service =
        name.substring(0, name.length() - LINK.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    KubeObject from = workload.object();
    boolean there = lookup.service(from, from.namespace(), service) instanceof Resolution.Found;
    return there ? service : null;
  }

  private static final String LINK = "_SERVICE_HOST";

  /// A text with its variables replaced. Those that are not known stay.
  String expand(String text) {
    if (text.indexOf('$') < 0) return text;
    var expanded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        expanded.append(c);
        continue;
      }
      char next = text.charAt(i + 1);
      int end = next == '(' ? text.indexOf(')', i + 2) : -1;
      String value = end < 0 ? null : known(text.substring(i + 2, end));
      if (next == '$') {
        expanded.append('$');
        i++;
      } else if (value != null) {
        expanded.append(value);
        i = end;
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }
}
