package io.svcaudit.topology.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Labels;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Route;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.gateway.Attachment.Attached;
import io.svcaudit.topology.gateway.Attachment.Missing;
import io.svcaudit.topology.gateway.Attachment.Reason;
import io.svcaudit.topology.gateway.Attachment.Refused;
import io.svcaudit.topology.gateway.Attachment.Unknown;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the listeners that take a route (Gateway API, AllowedRoutes and ParentReference).
public final class Attachments {
  private static final String NAME = "kubernetes.io/metadata.name";

  private final Topology topology;
  private final IdentityHashMap<KubeObject, Gateway> gateways = new IdentityHashMap<>();
  private final List<Namespace> namespaces;

  public Attachments(Topology topology) {
    this.topology = topology;
    for (Gateway gateway : topology.gateways()) gateways.put(gateway.object(), gateway);
    namespaces = topology.namespaces();
  }

  /// What becomes of a route at one of its parents.
  public Attachment of(Route route, Route.Parent parent) {
    if (!parent.isGateway()) return new Unknown("a " + parent.ref().kind() + " is no Gateway");
    return switch (topology.object(route.object(), parent.ref(), Resource.GATEWAYS)) {
      case Resolution.Absent<KubeObject> absent -> new Missing(absent);
      case Resolution.Unknown<KubeObject>(String why) -> new Unknown(why);
      case Resolution.Found<KubeObject>(KubeObject found) -> {
        Gateway gateway = gateways.get(found);
        yield gateway == null || gateway.listeners().isEmpty()
            ? new Unknown("its listeners were not read")
            : at(gateway, route, parent);
      }
    };
  }

  private Attachment at(Gateway gateway, Route route, Route.Parent parent) {
    List<Listener> named = keep(gateway.listeners(), listener -> isNamed(listener, parent));
    if (named.isEmpty()) return new Refused(gateway, Reason.LISTENER, gateway.listeners());
    List<Listener> fitting = keep(named, listener -> listener.takes(route.type()));
    if (fitting.isEmpty()) return new Refused(gateway, Reason.KIND, named);
    List<Listener> open =
        keep(fitting, listener -> !Boolean.FALSE.equals(admits(gateway, listener, route)));
    if (open.isEmpty()) return new Refused(gateway, Reason.NAMESPACE, fitting);
    List<Listener> taking = keep(open, listener -> hasHostOf(listener, route));
    if (taking.isEmpty()) return new Refused(gateway, Reason.HOSTNAME, open);
    List<Listener> sure = keep(taking, listener -> admits(gateway, listener, route) != null);
    return sure.isEmpty()
        ? new Unknown("the labels of namespace %s were not read".formatted(route.ref().namespace()))
        : new Attached(gateway, sure);
  }

  private static List<Listener> keep(
      List<Listener> listeners, java.util.function.Predicate<Listener> test) {
    return listeners.stream().filter(test).toList();
  }

  private static boolean isNamed(Listener listener, Route.Parent parent) {
    return (parent.section().isEmpty() || parent.section().equals(listener.name()))
        && (parent.port().isEmpty() || parent.port().getAsLong() == listener.port());
  }

  private static boolean hasHostOf(Listener listener, Route route) {
    return route.hostnames().isEmpty()
        || route.hostnames().stream()
            .anyMatch(host -> Hostnames.intersect(listener.hostname(), host.name()));
  }

  /// Null if that is not known.
  private @Nullable Boolean admits(Gateway gateway, Listener listener, Route route) {
    String namespace = route.ref().namespace();
    return switch (listener.from()) {
      case ALL -> true;
      case NONE -> false;
      case SAME -> gateway.ref().namespace().equals(namespace);
      case SELECTOR -> {
        Labels labels = labels(route.object(), listener.namespaces());
        yield labels == null ? null : listener.namespaces().matches(labels);
      }
    };
  }

  /// The labels of the namespace of a route; null if they were not read and more than its name is
  /// asked for.
  private @Nullable Labels labels(KubeObject route, LabelSelector asked) {
    List<KubeObject> beside =
        topology.beside(
            route,
            namespaces.stream()
                .filter(each -> each.name().equals(route.namespace()))
                .map(Namespace::object)
                .toList());
    for (Namespace each : namespaces) if (beside.contains(each.object())) return each.labels();
    if (!asked.requirements().stream().allMatch(part -> part.key().equals(NAME))) return null;
    var name = new Labels.Label(NAME, route.namespace(), route.nameSpot());
    return new Labels(Map.of(NAME, name));
  }
}
