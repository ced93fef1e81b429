package io.svcaudit.suggest.policy;

import io.svcaudit.topology.policy.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The NetworkPolicies of a text, read by nothing of ours.
final class ReadPolicies {
  private ReadPolicies() {}

  static List<Plain.Policy> of(String yaml) {
    var policies = new ArrayList<Plain.Policy>();
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(yaml))
      if (document instanceof Map<?, ?> map && "NetworkPolicy".equals(map.get("kind")))
        policies.add(policy(map));
    return policies;
  }

  private static Plain.Policy policy(Map<?, ?> document) {
    Map<?, ?> metadata = map(document.get("metadata"));
    Map<?, ?> spec = map(document.get("spec"));
    Object namespace = metadata.get("namespace");
    return new Plain.Policy(
        namespace == null ? "default" : namespace.toString(),
        String.valueOf(metadata.get("name")),
        selector(map(spec.get("podSelector"))),
        spec.get("policyTypes") instanceof List<?> types
            ? types.stream().map(Object::toString).toList()
            : null,
        rules(spec.get("ingress"), "from"),
        rules(spec.get("egress"), "to"));
  }

  private static @Nullable List<Plain.Rule> rules(@Nullable Object rules, String field) {
    if (!(rules instanceof List<?> list)) return null;
    return list.stream()
        .map(ReadPolicies::map)
        .map(rule -> new Plain.Rule(peers(rule.get(field)), ports(rule.get("ports"))))
        .toList();
  }

  private static @Nullable List<Plain.Peer> peers(@Nullable Object peers) {
    if (!(peers instanceof List<?> list)) return null;
    return list.stream().map(ReadPolicies::map).map(ReadPolicies::peer).toList();
  }

  private static Plain.Peer peer(Map<?, ?> peer) {
    if (peer.get("ipBlock") instanceof Map<?, ?> block)
      return new Plain.Peer.Block(
          String.valueOf(block.get("cidr")),
          block.get("except") instanceof List<?> list
              ? list.stream().map(Object::toString).toList()
              : List.of());
    return new Plain.Peer.Pods(
        peer.get("namespaceSelector") instanceof Map<?, ?> map ? selector(map) : null,
        peer.get("podSelector") instanceof Map<?, ?> map ? selector(map) : null);
  }

  private static @Nullable List<Plain.Port> ports(@Nullable Object ports) {
    if (!(ports instanceof List<?> list)) return null;
    return list.stream()
        .map(ReadPolicies::map)
        .map(port ->
            new Plain.Port(
                port.get("port"),
                (Integer) port.get("endPort"),
                port.get("protocol") == null ? null : port.get("protocol").toString()))
        .toList();
  }

  private static Plain.Selector selector(Map<?, ?> selector) {
    var labels = new java.util.TreeMap<String, String>();
    map(selector.get("matchLabels"))
        .forEach((key, value) -> labels.put(key.toString(), value.toString()));
    var expressions = new ArrayList<Plain.Expression>();
    if (selector.get("matchExpressions") instanceof List<?> list)
      for (Object each : list)
        expressions.add(
            new Plain.Expression(
                String.valueOf(map(each).get("key")),
                String.valueOf(map(each).get("operator")),
                map(each).get("values") instanceof List<?> values
                    ? values.stream().map(Object::toString).toList()
                    : List.of()));
    return new Plain.Selector(labels, expressions);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
