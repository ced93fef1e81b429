package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.Route;
import io.svcaudit.model.RouteMatch;
import io.svcaudit.topology.gateway.Attachment;
import io.svcaudit.topology.gateway.Attachments;
import io.svcaudit.topology.gateway.Hostnames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A host at a listener of a Gateway, where a route is served.
///
/// @param gateway as messages name it
/// @param listener its name; what the route says of it where the Gateway was not read
/// @param host empty for every host
/// @param isKnown whether the Gateway was read
record Door(String gateway, String listener, String host, boolean isKnown) {
  /// Each once. A route of a mesh, and one that is refused, has none.
  static Set<Door> of(Attachments attachments, Route route) {
    var doors = new LinkedHashSet<Door>();
    for (Route.Parent parent : route.parents()) {
      if (!parent.isGateway()) continue;
      String gateway = parent.ref().toString();
      switch (attachments.of(route, parent)) {
        case Attachment.Attached(Gateway _, List<Listener> listeners) -> {
          for (Listener listener : listeners)
            for (String host : hosts(route, listener.hostname()))
              doors.add(new Door(gateway, listener.name(), host, true));
        }
        case Attachment.Unknown _ -> {
          String asked = parent.section() + parent.port();
          for (String host : hosts(route, "")) doors.add(new Door(gateway, asked, host, false));
        }
        case Attachment.Refused _, Attachment.Missing _ -> {
          // It is served nowhere.
        }
      }
    }
    return doors;
  }

  /// The hosts that a route has in common with a listener.
  private static List<String> hosts(Route route, String listener) {
    if (route.hostnames().isEmpty()) return List.of(listener);
    var hosts = new ArrayList<String>();
    for (Route.Hostname host : route.hostnames())
      if (Hostnames.intersect(listener, host.name()))
        hosts.add(Hostnames.common(listener, host.name()));
    return hosts;
  }

  String key() {
    return String.join("\0", gateway, listener, host);
  }

  /// `shop.example.com, PathPrefix /cart`.
  String describe(RouteMatch match) {
    String where = host.isEmpty() ? "every host" : host;
    return match.key().isEmpty() ? where : where + ", " + match.words();
  }
}
