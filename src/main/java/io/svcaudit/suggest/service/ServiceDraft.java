package io.svcaudit.suggest.service;

import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.suggest.service.Suggested.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A Service for one workload.
///
/// @param front why people have to reach it; empty if they have not
/// @param open what lets them in already
/// @param broken the Service that should lead here, and does not
/// @param way how people are let in
/// @param chosen whether the user chose that
record ServiceDraft(
    Workload workload,
    List<PodPort> podPorts,
    PodSelector selector,
    Optional<String> front,
    Optional<String> open,
    Optional<Service> broken,
    Entry way,
    boolean chosen) {

  /// Where there is none, or none that works.
  void fresh(
      ServicePorts ports, List<Wanted.Port> asked, Suggestions suggestions, FrontEnds frontEnds) {
    List<Port> all =
        broken.map(ports::mended).filter(p -> !p.isEmpty()).orElseGet(() -> ports.asked(asked));
    if (all.isEmpty()) {
      suggestions.note(workload, "it opens no port that was found, and nobody is known to call it");
      return;
    }
    Type type = type();
    var comments = new ArrayList<String>();
    comments.add(because(type));
    boolean operators = podPorts.stream().anyMatch(PodPort::isForOperators);
    if (operators && podPorts.stream().anyMatch(p -> !p.isForOperators()))
      comments.add("without the ports for metrics and debuggers, which have other users");
    broken.ifPresent(service -> comments.add(fault(service)));
    var service = suggestions.add(workload, name(), comments, type, false, selector, all);
    if (front.isPresent() && type == Type.CLUSTER_IP)
      suggestions.add(frontEnds.route(way, service.name(), web(all), workload.object()));
  }

  /// Where one is: perhaps a way in is missing.
  ///
  /// @param services that select the workload's Pods; at least one
  void beside(List<Service> services, Suggestions suggestions, FrontEnds frontEnds) {
    if (front.isEmpty()) {
      String names =
          services.stream()
              .map(service -> "Service " + service.object().name())
              .collect(Collectors.joining(", "));
      suggestions.note(workload, names + " leads to it");
      return;
    }
    Service there =
        services.stream().filter(s -> !s.headless()).findFirst().orElse(services.getFirst());
    List<Port> ports = there.ports().stream().map(ServicePorts::same).toList();
    String name = there.object().name();
    Type type = type(way);
    if (type == Type.CLUSTER_IP) {
      suggestions.add(frontEnds.route(way, name, web(ports), workload.object()));
    } else {
      List<String> comments = List.of(because(type));
      suggestions.add(workload, name + "-external", comments, type, false, selector, ports);
    }
  }

  /// Instead of one that lets too many in.
  void withdrawn(Service service, Suggestions suggestions) {
    String why = "it is said to be private";
    for (PodPort port : podPorts)
      if (port.what() != null) {
        why =
            "%s (%s) is for programs of the cluster"
                .formatted(port.what().kind().words(), port.what().product());
        break;
      }
    String comment =
        "%s: %s: ClusterIP instead of %s"
            .formatted(Suggestions.title(workload), why, service.type());
    suggestions.add(
        workload,
        service.object().name(),
        List.of(comment),
        Type.CLUSTER_IP,
        false,
        selector,
        service.ports().stream().map(ServicePorts::same).toList());
  }

  private boolean isAsItWas() {
    return broken.isPresent() && !chosen;
  }

  private Type type() {
    if (isAsItWas())
      return switch (broken.get().type()) {
        case NODE_PORT -> Type.NODE_PORT;
        case LOAD_BALANCER -> Type.LOAD_BALANCER;
        case CLUSTER_IP, EXTERNAL_NAME -> Type.CLUSTER_IP;
      };
    if (front.isEmpty()) return Type.CLUSTER_IP;
    boolean http = podPorts.stream().anyMatch(PodPort::isHttp);
    return type(chosen || http ? way : Entry.LOADBALANCER);
  }

  private static Type type(Entry way) {
    return switch (way) {
      case INGRESS, HTTPROUTE -> Type.CLUSTER_IP;
      case LOADBALANCER -> Type.LOAD_BALANCER;
      case NODEPORT -> Type.NODE_PORT;
    };
  }

  private String because(Type type) {
    return "%s: %s".formatted(Suggestions.title(workload), reason(type));
  }

  private String reason(Type type) {
    if (isAsItWas() && type != Type.CLUSTER_IP)
      return "%s, as it was".formatted(broken.get().type());
    String why = front.orElse("");
    return switch (type) {
      case HEADLESS -> "headless";
      case CLUSTER_IP ->
          front.isPresent()
              ? "ClusterIP, and a route that leads people to it: " + why
              : open.map(way -> "ClusterIP, since %s leads people to it".formatted(way))
                  .orElse("ClusterIP, since only Pods of the cluster have a use for it");
      case LOAD_BALANCER ->
          chosen
              ? "LoadBalancer: " + why
              : "LoadBalancer, since people reach it and no Ingress or Gateway was found: " + why;
      case NODE_PORT -> "a port of every node: " + why;
    };
  }

  private String fault(Service service) {
    return "Service %s is there, but %s"
        .formatted(
            service.object().name(),
            workload.matches(service.selector())
                ? "asks for ports that the Pods do not have"
                : "selects no Pod");
  }

  /// A DNS label.
  private String name() {
    String own = workload.object().name().replace('.', '-');
    return own.matches("[a-z].*") ? own : "svc-" + own;
  }

  private static Port web(List<Port> ports) {
    return ports.stream()
        .filter(port -> port.name().startsWith("http") || port.number() == 80)
        .findFirst()
        .orElse(ports.getFirst());
  }
}
