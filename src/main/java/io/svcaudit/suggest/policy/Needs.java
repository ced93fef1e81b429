package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is needed, while it is collected.
final class Needs {
  /// @param of whose connections it is about
  /// @param said a sentence without a period
  record Unknown(Workload of, String said) {}

  private final List<Need> all = new ArrayList<>();
  private final Set<Unknown> unknown = new LinkedHashSet<>();
  private final Set<Unknown> unused = new LinkedHashSet<>();

  List<Need> all() {
    return all;
  }

  Set<Unknown> unknown() {
    return unknown;
  }

  Set<Unknown> unused() {
    return unused;
  }

  /// @param port that nothing is known to use
  void unused(Workload of, String port) {
    unused.add(new Unknown(of, port));
  }

  void unknown(Workload of, String said) {
    unknown.add(new Unknown(of, said));
  }

  /// A connection between Pods. Those on the network of their node come with its address, and
  /// policies do not apply to them (kubernetes.io, Network Policies, hostNetwork Pods).
  ///
  /// @param out what the client's policy says
  /// @param in what the other policy says
  void call(Workload from, Workload to, SuggestedPort port, String out, String in) {
    boolean fromNode = from.template().hostNetwork();
    boolean toNode = to.template().hostNetwork();
    if (!fromNode) {
      Party party = toNode ? Party.Addresses.ANY : new Party.Pods(to);
      all.add(
          new Need(from, Direction.EGRESS, party, port, toNode ? out + onNode("they are") : out));
    }
    if (!toNode) {
      Party party = fromNode ? new Party.Everyone() : new Party.Pods(from);
      all.add(new Need(to, Direction.INGRESS, party, port, fromNode ? in + onNode("it is") : in));
    }
  }

  private static String onNode(String who) {
    return "; %s on the network of the nodes, whose addresses are not known".formatted(who);
  }

  void in(Workload to, Party from, SuggestedPort port, String reason) {
    if (!to.template().hostNetwork()) all.add(new Need(to, Direction.INGRESS, from, port, reason));
  }

  void out(Workload from, Party to, SuggestedPort port, String reason) {
    if (!from.template().hostNetwork()) all.add(new Need(from, Direction.EGRESS, to, port, reason));
  }
}
