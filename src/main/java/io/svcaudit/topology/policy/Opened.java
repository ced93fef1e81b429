package io.svcaudit.topology.policy;

import io.svcaudit.model.NetworkPolicy.Port;
import io.svcaudit.model.NetworkPolicy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an entry of a rule's ports lets through to one destination.
///
/// @param port empty if the rule admits all ports
/// @param connections not empty
/// @param doubt why it may not, a clause; empty if it surely does
record Opened(Optional<Port> port, Connections connections, Optional<String> doubt) {

  /// By the ports of a rule; those that let nothing through there are left out.
  static List<Opened> by(Rule rule, End destination, Ends ends) {
    if (rule.ports().isEmpty())
      return List.of(new Opened(Optional.empty(), Connections.ALL, Optional.empty()));
    var opened = new ArrayList<Opened>();
    for (Port port : rule.ports()) {
      Connections connections =
          Protocol.of(port.protocol())
              .map(protocol -> connections(port, protocol, destination, ends))
              .orElse(Connections.NONE);
      boolean isUnread = port instanceof Port.Named && destination instanceof End.AnyPod;
      Optional<String> doubt =
          isUnread ? Optional.of("the ports of the Pod were not read") : Optional.empty();
      if (!connections.isEmpty()) opened.add(new Opened(Optional.of(port), connections, doubt));
    }
    return opened;
  }

  /// A name is looked up in the Pod that is connected to, whichever way the rule is about.
  private static Connections connections(Port port, Protocol protocol, End to, Ends ends) {
    return switch (port) {
      case Port.Every _ -> Connections.ofAll(protocol);
      case Port.Range(var _, var _, long first, long last) -> Connections.of(protocol, first, last);
      case Port.Named(var _, var _, String name) -> ends.named(name, protocol, to);
    };
  }
}
