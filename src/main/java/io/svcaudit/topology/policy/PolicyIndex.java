package io.svcaudit.topology.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.Labels;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Policies of one namespace by a pair of labels that their selectors ask for, so that Pods are
/// compared with few of them.
public final class PolicyIndex {
  private final List<NetworkPolicy> all = new ArrayList<>();
  private final Map<String, List<Integer>> byPair = new HashMap<>();
  private final List<Integer> others = new ArrayList<>();

  public void add(NetworkPolicy policy) {
    Optional<String> pair = pair(policy.pods());
    if (pair.isEmpty()) others.add(all.size());
    else byPair.computeIfAbsent(pair.get(), _ -> new ArrayList<>()).add(all.size());
    all.add(policy);
  }

  private static Optional<String> pair(LabelSelector selector) {
    for (Requirement requirement : selector.requirements())
      if (requirement instanceof Requirement.In(var key, var values)
          && values.size() == 1
          // A template does not tell what a controller sets.
          && !Workload.mayBeSetAtRunTime(key))
        return Optional.of(pair(key, values.iterator().next()));
    return Optional.empty();
  }

  private static String pair(String key, String value) {
    return key + "=" + value;
  }

  /// All that may select Pods, in the order of reading; may be empty.
  ///
  /// @param labels of some Pods each
  List<NetworkPolicy> candidates(List<Labels> labels) {
    var candidates = new TreeSet<>(others);
    for (Labels each : labels)
      for (Labels.Label label : each.all().values())
        candidates.addAll(byPair.getOrDefault(pair(label.key(), label.value()), List.of()));
    return candidates.stream().map(all::get).toList();
  }

  List<NetworkPolicy> all() {
    return all;
  }
}
