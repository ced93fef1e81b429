package io.svcaudit.rules.policy;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.LabelSelector.Requirement;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.Connections;
import io.svcaudit.topology.policy.Protocol;
import java.util.List;
import java.util.Optional;

/// Whether one thing that is written admits all that another one does, whatever Pods there are.
/// What only Pods or namespaces could tell counts as no.
final class Coverage {
  private Coverage() {}

  /// Whether a policy selects all Pods that another does, isolates them the same ways, and admits
  /// all that the other admits.
  static boolean covers(NetworkPolicy wider, NetworkPolicy narrower) {
    if (!covers(wider.pods(), narrower.pods())) return false;
    for (Direction direction : Direction.values()) {
      if (!narrower.isolates(direction)) continue;
      if (!wider.isolates(direction)) return false;
      for (Rule rule : narrower.rules(direction))
        if (wider.rules(direction).stream().noneMatch(other -> covers(other, rule))) return false;
    }
    return true;
  }

  static boolean covers(Rule wider, Rule narrower) {
    return coversPeers(wider.peers(), narrower.peers())
        && coversPorts(wider.ports(), narrower.ports());
  }

  private static boolean coversPeers(List<Peer> wider, List<Peer> narrower) {
    if (wider.isEmpty()) return true;
    if (narrower.isEmpty()) return false;
    Addresses addresses =
        wider.stream()
            .filter(Peer.Block.class::isInstance)
            .map(block -> Addresses.of((Peer.Block) block))
            .reduce(Addresses::union)
            .orElse(null);
    return narrower.stream()
        .allMatch(peer ->
            switch (peer) {
              case Peer.Block block -> {
                Addresses of = Addresses.of(block);
                yield addresses != null && !of.isEmpty() && addresses.containsAll(of);
              }
              case Peer.Pods pods ->
                  wider.stream().anyMatch(each -> each instanceof Peer.Pods w && covers(w, pods));
            });
  }

  private static boolean covers(Peer.Pods wider, Peer.Pods narrower) {
    if (narrower.namespaces().isEmpty() && narrower.pods().isEmpty()) return false;
    if (wider.namespaces().isEmpty() && wider.pods().isEmpty()) return false;
    boolean namespaces =
        wider.namespaces().isPresent()
            ? covers(wider.namespaces().get(), narrower.namespaces())
            : narrower.namespaces().isEmpty();
    return namespaces && (wider.pods().isEmpty() || covers(wider.pods().get(), narrower.pods()));
  }

  /// @param narrower what is not written asks for nothing: of namespaces, the policy's own is
  ///   meant, of whose labels nothing is known
  private static boolean covers(LabelSelector wider, Optional<LabelSelector> narrower) {
    return covers(wider, narrower.orElse(LabelSelector.EVERYTHING));
  }

  private static boolean covers(LabelSelector wider, LabelSelector narrower) {
    return wider.requirements().stream()
        .allMatch(
            wanted -> narrower.requirements().stream().anyMatch(given -> implies(given, wanted)));
  }

  private static boolean implies(Requirement given, Requirement wanted) {
    if (given.equals(wanted)) return true;
    return given instanceof Requirement.In(var key, var values)
        && key.equals(wanted.key())
        && switch (wanted) {
          case Requirement.In(var _, var among) -> among.containsAll(values);
          case Requirement.Exists _ -> true;
          case Requirement.NotIn _, Requirement.DoesNotExist _ -> false;
        };
  }

  private static boolean coversPorts(List<Port> wider, List<Port> narrower) {
    if (wider.isEmpty()) return true;
    if (narrower.isEmpty()) return false;
    Connections open =
        wider.stream().map(Coverage::byNumber).reduce(Connections.NONE, Connections::union);
    return narrower.stream()
        .allMatch(port -> {
          Connections wanted =
              port instanceof Port.Named
                  ? Protocol.of(port.protocol()).map(Connections::ofAll).orElse(Connections.NONE)
                  : byNumber(port);
          return (!wanted.isEmpty() && open.containsAll(wanted))
              || (port instanceof Port.Named named && names(wider, named));
        });
  }

  private static boolean names(List<Port> ports, Port.Named wanted) {
    return ports.stream()
        .anyMatch(port ->
            port instanceof Port.Named named
                && named.name().equals(wanted.name())
                && named.protocol().equals(wanted.protocol()));
  }

  /// What a port admits without a look at Pods.
  private static Connections byNumber(Port port) {
    Optional<Protocol> protocol = Protocol.of(port.protocol());
    if (protocol.isEmpty()) return Connections.NONE;
    return switch (port) {
      case Port.Every _ -> Connections.ofAll(protocol.get());
      case Port.Range(var _, var _, long first, long last) ->
          Connections.of(protocol.get(), first, last);
      case Port.Named _ -> Connections.NONE;
    };
  }
}
