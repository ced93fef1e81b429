package io.svcaudit.topology.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.kept.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether ends meet the peers of rules.
final class Peers {
  /// A peer that is met.
  ///
  /// @param peer empty if the rule admits everyone
  /// @param doubt why it may not be met, a clause; empty if it surely is
  record Met(Optional<Peer> peer, Optional<String> doubt) {}

  private final Surroundings surroundings;
  private final Ends ends;
  private final Kept<Peer.Block, Addresses> blocks = Kept.byIdentity();

  Peers(Surroundings surroundings, Ends ends) {
    this.surroundings = surroundings;
    this.ends = ends;
  }

  /// The peers of a rule that an end meets, or may meet; empty if it admits others only.
  List<Met> met(NetworkPolicy policy, Rule rule, End end) {
    if (rule.peers().isEmpty()) return List.of(new Met(Optional.empty(), Optional.empty()));
    var met = new ArrayList<Met>();
    boolean together = end instanceof End.External(var addresses) && holdTogether(rule, addresses);
    for (Peer peer : rule.peers())
      switch (meets(policy, peer, end)) {
        case YES -> met.add(new Met(Optional.of(peer), Optional.empty()));
        case MAYBE ->
            met.add(
                new Met(
                    Optional.of(peer),
                    together ? Optional.empty() : Optional.of(doubt(peer, end))));
        case NO -> {
          // It admits others.
        }
      }
    return met;
  }

  /// Whether the blocks of a rule hold all of some addresses, each of them a part: 0.0.0.0/0 and
  /// ::/0.
  private boolean holdTogether(Rule rule, Addresses addresses) {
    Addresses rest = addresses;
    for (Peer peer : rule.peers())
      if (peer instanceof Peer.Block block) rest = rest.minus(addresses(block));
    return rest.isEmpty();
  }

  private Addresses addresses(Peer.Block block) {
    return blocks.of(block, () -> Addresses.of(block));
  }

  Match meets(NetworkPolicy policy, Peer peer, End end) {
    return switch (peer) {
      case Peer.Block block -> meets(block, end);
      case Peer.Pods pods -> meets(policy, pods, end);
    };
  }

  private Match meets(Peer.Block block, End end) {
    Addresses of = addresses(block);
    return switch (end) {
      case End.External(var addresses) ->
          addresses.minus(of).isEmpty() ? Match.YES : mayHold(of, addresses);
      case End.Pods(Workload workload) -> mayHold(of, ends.addresses(workload));
      case End.AnyPod _ -> mayHold(of, Addresses.OF_PODS);
      case End.OwnNode _ -> Match.MAYBE;
    };
  }

  private static Match mayHold(Addresses block, Addresses some) {
    return Match.of(!block.intersection(some).isEmpty()).and(Match.MAYBE);
  }

  private Match meets(NetworkPolicy policy, Peer.Pods peer, End end) {
    Governed pod = ends.governed(end);
    if (pod == null || (peer.namespaces().isEmpty() && peer.pods().isEmpty())) return Match.NO;
    Match inNamespace =
        peer.namespaces()
            .map(namespaces -> meets(namespaces, pod))
            .orElse(Match.of(policy.object().namespace().equals(pod.namespace())));
    if (inNamespace == Match.NO) return inNamespace;
    return inNamespace.and(peer.pods().map(pod.view()::meets).orElse(Match.YES));
  }

  /// Whether a selector selects the namespace of a Pod. Of one that was not read only the label is
  /// known that all have.
  private Match meets(LabelSelector selector, Governed pod) {
    List<Labels> definitions = definitions(pod);
    LabelView view =
        definitions.isEmpty()
            ? new LabelView.Partial(Map.of(Namespace.NAME_LABEL, pod.namespace()))
            : LabelView.oneOf(definitions);
    return view.meets(selector);
  }

  private List<Labels> definitions(Governed pod) {
    return surroundings.namespaces(pod.beside(), pod.namespace()).stream()
        .map(Namespace::labels)
        .toList();
  }

  private String doubt(Peer peer, End end) {
    return switch (peer) {
      case Peer.Block(var _, var cidr, var _) ->
          end instanceof End.External
              ? "%s holds only a part of the addresses".formatted(cidr)
              : "whether %s holds for a Pod is up to the network plugin".formatted(cidr);
      case Peer.Pods pods -> {
        Governed pod = ends.governed(end);
        boolean byNamespace =
            pod != null
                && pods.namespaces().filter(it -> meets(it, pod) == Match.MAYBE).isPresent();
        if (pod == null || !byNamespace) yield "not all labels of its Pods are known";
        yield definitions(pod).isEmpty()
            ? "the labels of namespace %s were not read".formatted(pod.namespace())
            : "namespace %s is defined with different labels".formatted(pod.namespace());
      }
    };
  }
}
