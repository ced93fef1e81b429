package io.svcaudit.topology.policy;

import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Labels;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.kept.Kept;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of the ends of connections. The Pods that run tell more than a template: what
/// admission and controllers gave them.
final class Ends {
  private final Surroundings surroundings;
  private final Kept<Workload, Governed> governed = Kept.byIdentity();
  private final Kept<Workload, Addresses> addresses = Kept.byIdentity();

  Ends(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Null for an end that policies are not about.
  @Nullable Governed governed(End end) {
    return switch (end) {
      case End.Pods(Workload workload) -> governed(workload);
      case End.AnyPod(var namespace, var labels, var beside) ->
          new Governed(namespace, new LabelView.Partial(labels), List.of(), beside, null);
      case End.External _, End.OwnNode _ -> null;
    };
  }

  Governed governed(Workload workload) {
    return governed.of(workload, () -> find(workload));
  }

  private Governed find(Workload workload) {
    KubeObject object = workload.object();
    List<Labels> running = distinct(running(workload).map(LivePod::labels));
    boolean none = running.isEmpty();
    return new Governed(
        object.namespace(),
        none ? new LabelView.OfTemplate(workload) : LabelView.oneOf(running),
        none ? List.of(workload.labels()) : running,
        object,
        workload);
  }

  private static List<Labels> distinct(Stream<Labels> labels) {
    var byPairs = new LinkedHashMap<Map<String, String>, Labels>();
    labels.forEach(each -> byPairs.putIfAbsent(each.pairs(), each));
    return List.copyOf(byPairs.values());
  }

  private Stream<LivePod> running(Workload workload) {
    return surroundings.pods(workload).stream().filter(pod -> !pod.isOver());
  }

  /// Those of the Pods that run, or all that Pods may have.
  Addresses addresses(Workload workload) {
    return addresses.of(workload, () -> findAddresses(workload));
  }

  private Addresses findAddresses(Workload workload) {
    Addresses known =
        running(workload)
            .map(LivePod::ips)
            .flatMap(List::stream)
            .flatMap(ip -> Addresses.parse(ip).stream())
            .reduce(Addresses.NONE, Addresses::union);
    return known.isEmpty() ? Addresses.OF_PODS : known;
  }

  /// The connections to a port of a name: the first that the Pod declares with the protocol.
  Connections named(String name, Protocol protocol, End destination) {
    return switch (destination) {
      case End.Pods(Workload workload) ->
          ports(workload)
              .filter(port -> port.name().equals(name) && port.protocol().equals(protocol.name()))
              .findFirst()
              .map(port -> Connections.of(protocol, port.number(), port.number()))
              .orElse(Connections.NONE);
      case End.AnyPod _ -> Connections.ofAll(protocol);
      case End.External _, End.OwnNode _ -> Connections.NONE;
    };
  }

  private Stream<ContainerPort> ports(Workload workload) {
    return Stream.concat(
        workload.template().ports(),
        running(workload).limit(1).flatMap(pod -> pod.template().ports()));
  }
}
