package io.svcaudit.suggest.policy;

import io.svcaudit.suggest.policy.SuggestedRule.Admitted;
import io.svcaudit.topology.policy.Addresses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rules of one direction of a policy: as few as there can be, none of them in vain.
final class Rules {
  /// So many reasons are told of one peer.
  private static final int MOST_TOLD = 4;

  private static final Comparator<SuggestedPeer> ORDER =
      Comparator.comparing((SuggestedPeer peer) -> peer instanceof SuggestedPeer.Block)
          .thenComparing(SuggestedPeer::toString);

  private final SortedMap<SuggestedPort, Set<String>> everyone = new TreeMap<>();
  private final Map<SuggestedPeer, SortedMap<SuggestedPort, Set<String>>> byPeer =
      new TreeMap<>(ORDER);

  void everyone(SuggestedPort port, String reason) {
    everyone.computeIfAbsent(port, _ -> new LinkedHashSet<>()).add(reason);
  }

  void add(SuggestedPeer peer, SuggestedPort port, String reason) {
    byPeer
        .computeIfAbsent(peer, _ -> new TreeMap<>())
        .computeIfAbsent(port, _ -> new LinkedHashSet<>())
        .add(reason);
  }

  /// May be empty.
  List<SuggestedRule> all() {
    var rules = new ArrayList<SuggestedRule>();
    var byPorts = new LinkedHashMap<List<SuggestedPort>, List<Admitted>>();
    byPeer.forEach((peer, reasons) -> {
      var ports = new TreeMap<>(reasons);
      ports.keySet().removeIf(port -> everyone.containsKey(port) || isCovered(peer, port));
      if (!ports.isEmpty())
        byPorts
            .computeIfAbsent(List.copyOf(ports.keySet()), _ -> new ArrayList<>())
            .add(new Admitted(peer, told(ports.values())));
    });
    byPorts.forEach((ports, peers) -> rules.add(new SuggestedRule(List.of(), peers, ports)));
    if (!everyone.isEmpty())
      rules.add(
          new SuggestedRule(told(everyone.values()), List.of(), List.copyOf(everyone.keySet())));
    return rules;
  }

  /// Whether a wider block admits it as well.
  private boolean isCovered(SuggestedPeer peer, SuggestedPort port) {
    return peer instanceof SuggestedPeer.Block block
        && byPeer.entrySet().stream()
            .anyMatch(other ->
                other.getKey() instanceof SuggestedPeer.Block wider
                    && !wider.equals(block)
                    && other.getValue().containsKey(port)
                    && addresses(wider).containsAll(addresses(block))
                    && !addresses(block).containsAll(addresses(wider)));
  }

  private static Addresses addresses(SuggestedPeer.Block block) {
    Addresses all = Addresses.parse(block.cidr()).orElseThrow();
    for (String except : block.excepts()) all = all.minus(Addresses.parse(except).orElseThrow());
    return all;
  }

  private static List<String> told(Collection<Set<String>> reasons) {
    var all = new LinkedHashSet<String>();
    reasons.forEach(all::addAll);
    if (all.size() <= MOST_TOLD) return List.copyOf(all);
    var told = new ArrayList<>(all.stream().limit(MOST_TOLD - 1L).toList());
    told.add("and %d more".formatted(all.size() - told.size()));
    return told;
  }
}
