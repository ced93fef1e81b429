package io.svcaudit.rules.policy;

import io.svcaudit.model.ClusterNode;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.topology.LiveView;
import io.svcaudit.topology.policy.Addresses;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which addresses of a cluster are those of Pods and nothing else.
///
/// @param pods by their addresses
/// @param ranges of Nodes whose Pods take their addresses from them: some network plugins have
///   ranges of their own
record PodAddresses(Map<Addresses, KubeObject> pods, List<Range> ranges) {
  private record Range(Addresses addresses, KubeObject node) {}

  static PodAddresses of(LiveView live) {
    var ranges = new HashMap<String, List<Range>>();
    for (ClusterNode node : live.nodes())
      ranges.put(
          node.object().name(),
          parse(node.podCidrs()).stream().map(range -> new Range(range, node.object())).toList());
    var pods = new HashMap<Addresses, KubeObject>();
    var used = new LinkedHashSet<Range>();
    for (LivePod pod : live.pods()) {
      // The address of such a Pod is its node's.
      if (pod.isOver() || pod.object().spec().isTrue("hostNetwork")) continue;
      for (Addresses ip : parse(pod.ips())) {
        pods.put(ip, pod.object());
        for (Range range : ranges.getOrDefault(pod.node().orElse(""), List.of()))
          if (range.addresses().containsAll(ip)) used.add(range);
      }
    }
    return new PodAddresses(pods, List.copyOf(used));
  }

  private static List<Addresses> parse(List<String> texts) {
    return texts.stream().flatMap(text -> Addresses.parse(text).stream()).toList();
  }

  /// The Pod that has this one address.
  Optional<KubeObject> pod(Addresses block) {
    return Optional.ofNullable(pods.get(block));
  }

  /// The Node that gives all of these addresses to its Pods.
  Optional<KubeObject> node(Addresses block) {
    return ranges.stream()
        .filter(range -> range.addresses().containsAll(block))
        .map(Range::node)
        .findFirst();
  }
}
