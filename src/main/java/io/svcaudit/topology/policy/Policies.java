package io.svcaudit.topology.policy;

import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.OtherPolicy;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.kept.Kept;
import java.util.ArrayList;
import java.util.List;

/// The NetworkPolicies laid over the Pods, as the API describes them (networking.k8s.io/v1): a Pod
/// that no policy selects is open; one that is selected needs a rule of any of them; both ends must
/// agree; a Pod reaches itself, and is reached by its node.
public final class Policies {
  private final Surroundings surroundings;
  private final Ends ends;
  private final Peers peers;
  private final Kept<Workload, Selecting> selecting = Kept.byIdentity();

  /// The policies that select Pods, surely or perhaps, whatever they isolate.
  private record Selecting(List<NetworkPolicy> sure, List<NetworkPolicy> perhaps) {
    void add(NetworkPolicy policy, Match match) {
      switch (match) {
        case YES -> sure.add(policy);
        case MAYBE -> perhaps.add(policy);
        case NO -> {
          // It is about others.
        }
      }
    }
  }

  public Policies(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.ends = new Ends(surroundings);
    this.peers = new Peers(surroundings, ends);
  }

  /// What gets through from one end to another. Between Pods of the network of their node nothing
  /// is known, since most network plugins apply no policies there.
  public Reachability between(End from, End to) {
    if (from instanceof End.OwnNode || to instanceof End.OwnNode || isOnePod(from, to))
      return Reachability.OPEN;
    return new Reachability(
        side(Direction.EGRESS, from, to, to), side(Direction.INGRESS, to, from, to));
  }

  private static boolean isOnePod(End from, End to) {
    return from instanceof End.Pods(Workload one)
        && to instanceof End.Pods(Workload other)
        && one == other
        && one.type() == Workload.Type.POD;
  }

  /// Which policies isolate the Pods of a workload for connections that go one way.
  public Isolation isolation(Workload workload, Direction direction) {
    return isolation(ends.governed(workload), direction);
  }

  /// Whether a policy selects the Pods of a workload of its namespace.
  public Match selects(NetworkPolicy policy, Workload workload) {
    if (!policy.object().namespace().equals(workload.object().namespace())) return Match.NO;
    return ends.governed(workload).view().meets(policy.pods());
  }

  /// Whether a peer of a policy's rule is met by an end. An address never meets selectors, and
  /// whether a Pod meets a block that its address may lie in is up to the network plugin.
  public Match meets(NetworkPolicy policy, Peer peer, End end) {
    return peers.meets(policy, peer, end);
  }

  /// What the ports of a rule let through to the Pods of a workload, whoever is at the other end.
  public Connections connections(Rule rule, Workload destination) {
    return Opened.by(rule, new End.Pods(destination), ends).stream()
        .map(Opened::connections)
        .reduce(Connections.NONE, Connections::union);
  }

  private Side side(Direction direction, End own, End other, End destination) {
    Governed governed = ends.governed(own);
    if (governed == null) return Side.OPEN;
    Isolation isolation = isolation(governed, direction);
    Governed peer = ends.governed(other);
    if (peer != null && peer.isOnHostNetwork() && !governed.isOnHostNetwork()) {
      var doubts = new ArrayList<>(isolation.doubts());
      doubts.add(peer.onHostNetwork());
      isolation = new Isolation(isolation.policies(), isolation.perhaps(), doubts);
    }
    var admissions = new ArrayList<Admission>();
    for (NetworkPolicy policy : isolation.policies())
      admit(policy, direction, other, destination, admissions);
    for (NetworkPolicy policy : isolation.perhaps())
      admit(policy, direction, other, destination, admissions);
    return new Side(isolation, admissions);
  }

  private Isolation isolation(Governed end, Direction direction) {
    Selecting selecting = selecting(end);
    return new Isolation(
        selecting.sure().stream().filter(policy -> policy.isolates(direction)).toList(),
        selecting.perhaps().stream().filter(policy -> policy.isolates(direction)).toList(),
        doubts(end));
  }

  private List<String> doubts(Governed end) {
    var doubts = new ArrayList<String>();
    if (end.isOnHostNetwork()) doubts.add(end.onHostNetwork());
    surroundings.unseenPolicies(end.namespace()).ifPresent(doubts::add);
    for (OtherPolicy other : surroundings.otherPolicies(end.beside(), end.namespace()))
      doubts.add("%s may decide otherwise".formatted(other.object().ref()));
    return doubts;
  }

  private Selecting selecting(Governed end) {
    Workload workload = end.workload();
    return workload == null ? findSelecting(end) : selecting.of(workload, () -> findSelecting(end));
  }

  private Selecting findSelecting(Governed end) {
    var found = new Selecting(new ArrayList<>(), new ArrayList<>());
    Workload workload = end.workload();
    for (Surroundings.Nearby nearby : surroundings.policies(end.beside(), end.namespace())) {
      PolicyIndex index = nearby.policies();
      List<NetworkPolicy> candidates =
          workload == null ? index.all() : index.candidates(end.labels());
      Match held = nearby.sure() ? Match.YES : Match.MAYBE;
      for (NetworkPolicy policy : candidates)
        found.add(policy, held.and(end.view().meets(policy.pods())));
    }
    return found;
  }

  private void admit(
      NetworkPolicy policy,
      Direction direction,
      End other,
      End destination,
      List<Admission> admissions) {
    for (Rule rule : policy.rules(direction)) {
      List<Opened> opened = Opened.by(rule, destination, ends);
      for (Peers.Met met : peers.met(policy, rule, other))
        for (Opened each : opened)
          admissions.add(
              new Admission(
                  policy,
                  rule,
                  met.peer(),
                  each.port(),
                  each.connections(),
                  met.doubt().or(each::doubt)));
    }
  }
}
