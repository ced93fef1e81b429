package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.From;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.Route;
import io.svcaudit.source.Span;
import io.svcaudit.topology.gateway.Attachment;
import io.svcaudit.topology.gateway.Attachment.Reason;

/// Why no listener takes a route, in words.
///
/// @param span what of the route is to blame
record Why(Span span, String label, String message, String help) {
  static Why of(Route route, Route.Parent parent, Attachment.Refused refused) {
    Gateway gateway = refused.gateway();
    return switch (refused.reason()) {
      case LISTENER -> {
        String field = parent.section().isEmpty() ? "port" : "sectionName";
        String wanted =
            parent.section().isEmpty() ? "port " + parent.port().orElse(0) : parent.section();
        yield new Why(
            parent.ref().node().spanOf(field),
            "no such listener",
            "%s has no listener %s".formatted(gateway.ref(), wanted),
            "name a listener that is there, such as "
                + String.join(
                    " or ", gateway.listeners().stream().map(Why::named).limit(3).toList()));
      }
      case KIND ->
          new Why(
              parent.ref().span(),
              "its listeners take other routes",
              "no listener of %s that it asks for takes %ss"
                  .formatted(gateway.ref(), route.type().kind()),
              "name a listener for %ss in sectionName, or add one".formatted(route.type().kind()));
      case NAMESPACE ->
          new Why(
              parent.ref().span(),
              "its listeners take no route of namespace " + route.ref().namespace(),
              "no listener of %s takes routes of namespace %s"
                  .formatted(gateway.ref(), route.ref().namespace()),
              "allow the namespace in allowedRoutes.namespaces of the listener");
      case HOSTNAME ->
          new Why(
              parent.ref().span(), "", "no listener has one of its hosts", "name a host of both");
    };
  }

  private static String named(Listener listener) {
    return listener.name().isEmpty() ? "port " + listener.port() : listener.name();
  }

  static Span place(Listener listener, Reason reason) {
    var allowed = listener.node().mapping("allowedRoutes");
    return switch (reason) {
      case LISTENER -> listener.span();
      case KIND ->
          allowed.has("kinds") ? allowed.spanOf("kinds") : listener.node().spanOf("protocol");
      case NAMESPACE -> allowed.has("namespaces") ? allowed.spanOf("namespaces") : listener.span();
      case HOSTNAME -> listener.node().spanOf("hostname");
    };
  }

  static String label(Listener listener, Reason reason) {
    return switch (reason) {
      case LISTENER -> "a listener of port " + listener.port();
      case KIND ->
          listener.kinds().isEmpty()
              ? "takes the routes of protocol " + listener.protocol()
              : "takes these kinds";
      case NAMESPACE ->
          listener.from() == From.SAME
              ? "takes routes of its own namespace only"
              : "does not take the route's namespace";
      case HOSTNAME -> "takes hosts of " + listener.hostname();
    };
  }
}
