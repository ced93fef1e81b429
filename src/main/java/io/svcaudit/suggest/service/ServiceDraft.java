package io.svcaudit.suggest.service;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.suggest.service.PodPorts.PodPort;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.suggest.service.Suggested.Type;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Services for workloads, while they are thought of.
final class ServiceDraft {
  /// Members of these find each other before they are ready (their manuals on Kubernetes).
  private static final Set<String> CLUSTERED =
      Set.of(
          "Cassandra",
          "CockroachDB",
          "Consul",
          "Elasticsearch",
          "etcd",
          "Kafka",
          "MongoDB",
          "OpenSearch",
          "RabbitMQ",
          "ScyllaDB",
          "ZooKeeper");

  private final Topology topology;
  private final Optional<Entry> entry;
  private final Wanted wanted;
  private final FrontEnds frontEnds;
  private final List<Suggested> objects = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  ServiceDraft(Topology topology, Optional<Entry> entry) {
    this.topology = topology;
    this.entry = entry;
    this.wanted = new Wanted(topology);
    this.frontEnds = new FrontEnds(topology, wanted);
  }

  List<Suggested> objects() {
    return objects;
  }

  List<String> notes() {
    return notes;
  }

  void consider(Workload workload) {
    if (workload.type() == Workload.Type.KNATIVE_SERVICE) {
      note(workload, "Knative makes its Services");
      return;
    }
    if (workload.type().runsToCompletion()) {
      note(workload, "it runs to an end, so that nobody can rely on its Pods");
      return;
    }
    PodSelector selector = PodSelector.of(topology, workload);
    if (selector.labels().isEmpty()) {
      note(workload, "its Pods have no labels, so that no Service can select them");
      return;
    }
    List<PodPort> ports = PodPorts.of(workload);
    governing(workload, ports, selector);
    List<Service> selecting = topology.servicesSelecting(workload);
    Optional<Service> broken = broken(workload, selecting);
    var services = new ArrayList<>(selecting);
    broken.filter(s -> !services.contains(s)).ifPresent(services::add);
    Optional<String> open = frontEnds.open(workload, services);
    Optional<String> front =
        entry.isPresent()
            ? Optional.of("people should reach it")
            : frontEnds.reason(workload, services, ports).filter(_ -> open.isEmpty());
    var draft = new Draft(workload, ports, selector, front, open, broken);
    Optional<Service> wrong = narrower(workload, services, front.isPresent());
    if (wrong.isPresent()) {
      draft.withdrawn(wrong.get());
    } else if (selecting.stream().anyMatch(s -> isRight(s, workload)) && broken.isEmpty()
        || !governed(workload).isEmpty()) {
      draft.beside(selecting);
    } else {
      draft.fresh();
    }
  }

  /// The Service of the same name, if it is meant for a workload and does not lead there.
  private Optional<Service> broken(Workload workload, List<Service> selecting) {
    if (!(topology.service(workload.object(), workload.object().name())
        instanceof Resolution.Found<Service>(Service named))) return Optional.empty();
    boolean selects = selecting.contains(named);
    if (selects ? isRight(named, workload) : !selectsNothing(named)) return Optional.empty();
    return Optional.of(named);
  }

  private boolean selectsNothing(Service service) {
    return topology.selection(service) instanceof Selection.Nothing;
  }

  private void note(Workload workload, String why) {
    notes.add("%s: %s".formatted(title(workload), why));
  }

  private static String title(Workload workload) {
    KubeObject object = workload.object();
    return "%s %s/%s".formatted(object.kind(), object.namespace(), object.name());
  }

  /// Whether every port of a Service leads to a port of a workload.
  private static boolean isRight(Service service, Workload workload) {
    return !service.ports().isEmpty()
        && service.ports().stream()
            .allMatch(p -> Topology.target(p, workload) instanceof Target.Resolved);
  }

  /// A Service that reaches further than what is behind it should.
  private Optional<Service> narrower(Workload workload, List<Service> services, boolean front) {
    Optional<String> intent = FrontEnds.intent(workload, services);
    boolean isPrivate = intent.filter("private"::equals).isPresent();
    if (front || intent.isPresent() && !isPrivate) return Optional.empty();
    boolean store =
        PodPorts.of(workload).stream()
            .anyMatch(
                p -> p.what() != null && p.what().isStrong() && p.what().kind().isPrivateStore());
    if (!store && !isPrivate) return Optional.empty();
    return services.stream().filter(Service::isNodePortOrLoadBalancer).findFirst();
  }

  /// The Services that suggestions of this run give a workload under its governing name.
  private final IdentityHashMap<Workload, String> governing = new IdentityHashMap<>();

  private Optional<String> governed(Workload workload) {
    return Optional.ofNullable(governing.get(workload))
        .filter(name -> wanted.of(workload).isEmpty() || name.equals(workload.object().name()));
  }

  /// The Service that gives the Pods of a StatefulSet their names.
  private void governing(Workload workload, List<PodPort> ports, PodSelector selector) {
    String name = workload.serviceName();
    if (name.isEmpty()) return;
    var comments = new ArrayList<String>();
    switch (topology.service(workload.object(), name)) {
      case Resolution.Found<Service>(Service there) -> {
        if (there.headless()) return;
        comments.add(
            "Service %s is there, but has an address, which cannot be taken from it: delete it first"
                .formatted(name));
      }
      case Resolution.Unknown<Service>(String why) -> comments.add("not seen: " + why);
      case Resolution.Absent<Service> _ -> {}
    }
    comments.addFirst(
        "%s: headless, so that each Pod has a name of its own (spec.serviceName of the StatefulSet)"
            .formatted(title(workload)));
    boolean members =
        workload.replicas().orElse(1) > 1
            && ports.stream()
                .anyMatch(p -> p.what() != null && CLUSTERED.contains(p.what().product()));
    if (members) comments.add("members are found before they are ready, to form a cluster");
    var draft =
        new Draft(workload, ports, selector, Optional.empty(), Optional.empty(), Optional.empty());
    List<Port> all = draft.ports.asked(wanted.of(workload, name));
    if (all.isEmpty()) return;
    draft.add(name, comments, Type.HEADLESS, members, all);
    governing.put(workload, name);
  }

  /// What is thought of for one workload.
  private final class Draft {
    private final Workload workload;
    private final List<PodPort> podPorts;
    private final PodSelector selector;
    private final Optional<String> front;
    private final Optional<String> open;
    private final Optional<Service> broken;
    private final ServicePorts ports;

    /// @param front why it has to be reached from outside
    /// @param open what leads in already
    /// @param broken the Service that should lead here
    Draft(
        Workload workload,
        List<PodPort> podPorts,
        PodSelector selector,
        Optional<String> front,
        Optional<String> open,
        Optional<Service> broken) {
      this.workload = workload;
      this.podPorts = podPorts;
      this.selector = selector;
      this.front = front;
      this.open = open;
      this.broken = broken;
      this.ports = new ServicePorts(workload, podPorts);
    }

    /// A Service where there is none, or none that works.
    void fresh() {
      List<Port> ports =
          broken
              .map(this.ports::mended)
              .filter(p -> !p.isEmpty())
              .orElseGet(() -> this.ports.asked(wanted.of(workload)));
      if (ports.isEmpty()) {
        note(workload, "it opens no port that was found, and nobody is known to call it");
        return;
      }
      Type type = type();
      var comments = new ArrayList<String>();
      comments.add("%s: %s".formatted(title(workload), reason(type)));
      boolean operators =
          podPorts.stream().anyMatch(PodPort::isForOperators)
              && podPorts.stream().anyMatch(p -> !p.isForOperators());
      if (operators)
        comments.add("without the ports for metrics and debuggers, which have other users");
      broken.ifPresent(s -> comments.add(fault(s)));
      String name = name();
      route(add(name, comments, type, false, ports));
    }

    private String fault(Service service) {
      return selectsNothing(service)
          ? "Service %s is there, but selects no Pod".formatted(service.object().name())
          : "Service %s is there, but asks for ports that the Pods do not have"
              .formatted(service.object().name());
    }

    /// A Service is there; perhaps a way in is missing.
    void beside(List<Service> services) {
      if (front.isEmpty() || services.isEmpty()) {
        note(workload, "%s leads to it".formatted(names(services)));
        return;
      }
      Service service =
          services.stream().filter(s -> !s.headless()).findFirst().orElse(services.getFirst());
      Entry how = entry.orElseGet(() -> frontEnds.usual(workload.object()));
      List<Port> ports = service.ports().stream().map(this.ports::same).toList();
      Type type =
          how == Entry.NODEPORT
              ? Type.NODE_PORT
              : how == Entry.LOADBALANCER ? Type.LOAD_BALANCER : Type.CLUSTER_IP;
      var comments =
          List.of("%s: %s (%s)".formatted(title(workload), reason(type), front.orElse("")));
      var shown =
          new Suggested.Service(
              workload.object().namespace(),
              workload.object().namespaceWritten(),
              type == Type.CLUSTER_IP
                  ? service.object().name()
                  : service.object().name() + "-external",
              comments,
              type,
              false,
              selector.labels(),
              ports);
      if (type == Type.CLUSTER_IP) route(shown);
      else objects.add(shown);
    }

    private String names(List<Service> services) {
      return governing.containsKey(workload) && services.isEmpty()
          ? "Service " + governing.get(workload)
          : services.stream()
              .map(s -> "Service " + s.object().name())
              .reduce((a, b) -> a + ", " + b)
              .orElse("");
    }

    /// A Service that lets too many in.
    void withdrawn(Service service) {
      String why = "its annotation says that it is private";
      for (PodPort port : podPorts) {
        var what = port.what();
        if (what == null) continue;
        why =
            "%s (%s) is for programs of the cluster".formatted(what.kind().words(), what.product());
        break;
      }
      add(
          service.object().name(),
          List.of(
              "%s: %s: ClusterIP instead of %s".formatted(title(workload), why, service.type())),
          Type.CLUSTER_IP,
          false,
          service.ports().stream().map(this.ports::same).toList());
    }

    private Type type() {
      if (broken.isPresent() && entry.isEmpty())
        return switch (broken.get().type()) {
          case NODE_PORT -> Type.NODE_PORT;
          case LOAD_BALANCER -> Type.LOAD_BALANCER;
          case CLUSTER_IP, EXTERNAL_NAME -> Type.CLUSTER_IP;
        };
      if (front.isEmpty()) return Type.CLUSTER_IP;
      boolean http = podPorts.stream().anyMatch(PodPort::isHttp);
      Entry how =
          entry.orElseGet(() -> http ? frontEnds.usual(workload.object()) : Entry.LOADBALANCER);
      return switch (how) {
        case INGRESS, HTTPROUTE -> Type.CLUSTER_IP;
        case LOADBALANCER -> Type.LOAD_BALANCER;
        case NODEPORT -> Type.NODE_PORT;
      };
    }

    private String reason(Type type) {
      if (broken.isPresent() && entry.isEmpty() && type != Type.CLUSTER_IP)
        return "%s, as it was".formatted(broken.get().type());
      return switch (type) {
        case HEADLESS -> "headless";
        case CLUSTER_IP ->
            front.isPresent()
                ? "ClusterIP, and a route that leads people to it: " + front.get()
                : open.map(way -> "ClusterIP, since %s leads people to it".formatted(way))
                    .orElse("ClusterIP, since only Pods of the cluster have a use for it");
        case LOAD_BALANCER ->
            (entry.isPresent()
                    ? "LoadBalancer: "
                    : "LoadBalancer, since people reach it and no Ingress or Gateway was found: ")
                + front.orElse("");
        case NODE_PORT -> "a port of every node: " + front.orElse("");
      };
    }

    /// A DNS label; its own name where that is free.
    private String name() {
      String own = workload.object().name().replace('.', '-');
      return own.matches("[a-z].*") ? own : "svc-" + own;
    }

    Suggested.Service add(
        String name, List<String> comments, Type type, boolean notReady, List<Port> ports) {
      var all = new ArrayList<>(comments);
      all.addAll(PodSelector.sharing(selector.shared()));
      KubeObject object = workload.object();
      String free = taken.add(object.namespace() + "/" + name) ? name : name + "-clients";
      var service =
          new Suggested.Service(
              object.namespace(),
              object.namespaceWritten(),
              free,
              all,
              type,
              notReady,
              selector.labels(),
              ports);
      objects.add(service);
      return service;
    }

    private void route(Suggested.Service service) {
      if (front.isEmpty() || service.type() != Type.CLUSTER_IP) return;
      Entry how = entry.orElseGet(() -> frontEnds.usual(workload.object()));
      Port port =
          service.ports().stream()
              .filter(p -> p.name().startsWith("http") || p.number() == 80)
              .findFirst()
              .orElse(service.ports().getFirst());
      objects.add(frontEnds.route(how, service, port, workload.object()));
    }
  }
}
