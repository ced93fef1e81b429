package io.svcaudit.topology.reference;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Address.Form;
import io.svcaudit.topology.reference.Destination.PortState;
import io.svcaudit.topology.reference.Reference.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the Service that a name means in a Pod: its own namespace is searched first, then `svc`
/// and the cluster's domain (kubernetes.io, DNS for Services and Pods).
final class Resolver {
  /// A name of the cluster's DNS by its parts.
  ///
  /// @param pod whether a Pod's own name stands before it
  /// @param full whether it says `svc` itself
  record Name(String service, String namespace, boolean pod, boolean full) {}

  private final Lookup lookup;

  Resolver(Lookup lookup) {
    this.lookup = lookup;
  }

  /// Null if the address is none of the cluster, or no address at all.
  @Nullable Destination resolve(Workload from, Site site, Address address) {
    if (address.isLoopback()) return new Destination.Itself();
    if (address.isIp()) return address.host().equals("0.0.0.0") ? null : new Destination.Numeric();
    String host = address.host();
    if (host.endsWith(".")) host = host.substring(0, host.length() - 1);
    if (isOwn(from, host)) return null;
    Destination absent = null;
    for (Name name : names(host, from.object().namespace())) {
      Destination found = one(from, site, address, name);
      if (found instanceof Destination.Found) return found;
      if (absent == null) absent = found;
    }
    return absent;
  }

  /// Every name that the search of a Pod's resolver may take a host for, in its order.
  static List<Name> names(String host, String own) {
    String[] parts = withoutPort(host).split("\\.", -1);
    for (int i = 1; i < parts.length; i++)
      if (parts[i].equals("svc")) {
        // Behind `svc` comes the cluster's domain, which may be any.
        return i < 2 ? List.of() : List.of(new Name(parts[i - 2], parts[i - 1], i > 2, true));
      }
    return switch (parts.length) {
      case 1 -> List.of(new Name(parts[0], own, false, false));
      case 2 ->
          List.of(new Name(parts[0], parts[1], false, false), new Name(parts[1], own, true, false));
      case 3 -> List.of(new Name(parts[1], parts[2], true, false));
      default -> List.of();
    };
  }

  /// Without the two labels of an SRV record: `_http._tcp.db.shop.svc`.
  private static String withoutPort(String host) {
    if (!host.startsWith("_")) return host;
    int first = host.indexOf('.');
    int second = first < 0 ? -1 : host.indexOf('.', first + 1);
    return second < 0 ? host : host.substring(second + 1);
  }

  /// What `/etc/hosts` of the Pod answers: its own name, and `hostAliases`.
  private static boolean isOwn(Workload from, String host) {
    String name = from.object().name();
    boolean own =
        switch (from.type()) {
          case POD -> host.equals(name);
          case STATEFUL_SET ->
              host.startsWith(name + "-")
                  && host.substring(name.length() + 1).chars().allMatch(Character::isDigit);
          case DEPLOYMENT,
              REPLICA_SET,
              REPLICATION_CONTROLLER,
              DAEMON_SET,
              JOB,
              CRON_JOB,
              KNATIVE_SERVICE ->
              false;
        };
    if (own) return true;
    for (Mapping alias : from.template().spec().mappings("hostAliases"))
      for (Node item : alias.items("hostnames"))
        if (item instanceof Scalar scalar && scalar.text().equals(host)) return true;
    return false;
  }

  private @Nullable Destination one(Workload from, Site site, Address address, Name name) {
    return switch (service(from.object(), name)) {
      case Resolution.Found<Service>(var service) -> found(from, service, address, name);
      case Resolution.Unknown<Service>(var why) ->
          isNamed(site, address, name) ? new Destination.Unknown(wanted(name), why) : null;
      case Resolution.Absent<Service>(var confidence, var near) -> {
        if (!isNamed(site, address, name)) yield null;
        String why = elsewhere(name.service(), near);
        yield why.isEmpty()
            ? new Destination.Absent(wanted(name), sure(site, address, confidence), near)
            : new Destination.Unknown(wanted(name), why);
      }
    };
  }

  /// Why a Service that is not with the workload may yet be there; empty if nothing says so.
  private String elsewhere(String name, List<Service> near) {
    if (OPERATED.stream().anyMatch(name::endsWith) || name.startsWith("rfs-"))
      return "an operator makes Services of such names";
    boolean shown = near.stream().anyMatch(service -> service.object().name().equals(name));
    return !shown && lookup.hasServiceNamed(name) ? "one of its name is in another folder" : "";
  }

  /// Endings of the Services that operators make for their databases and brokers.
  private static final List<String> OPERATED =
      List.of(
          "-rw",
          "-ro",
          "-r",
          "-es-http",
          "-kb-http",
          "-kafka-bootstrap",
          "-kafka-brokers",
          "-zookeeper-client",
          "-primary",
          "-replicas",
          "-repl",
          "-pooler",
          "-head-svc",
          "-serve-svc",
          "-pgbouncer",
          "-haproxy",
          "-operated");

  private Resolution<Service> service(KubeObject from, Name name) {
    Resolution<Service> there = lookup.service(from, name.namespace(), name.service());
    if (there instanceof Resolution.Found) return there;
    // A file without a namespace is applied to the one that its own names speak of.
    boolean anywhere =
        name.full() && !from.namespaceWritten() && !lookup.knowsNamespace(name.namespace());
    if (anywhere
        && lookup.service(from, from.namespace(), name.service())
            instanceof Resolution.Found<Service>(var service)
        && !service.object().namespaceWritten()
        && service.object().file().equals(from.file())) return new Resolution.Found<>(service);
    return there;
  }

  private static ObjectRef wanted(Name name) {
    return new ObjectRef("v1", "Service", name.namespace(), name.service());
  }

  /// Whether a text must mean a Service of the cluster, though there is none of the name.
  private boolean isNamed(Site site, Address address, Name name) {
    if (name.full()) return true;
    if (name.pod() || address.form() == Form.MENTION) return false;
    if (address.form() == Form.HOST && site != Site.ENV) return false;
    boolean simple = !address.host().contains(".");
    if (isOutside(name)) return false;
    return simple || lookup.knowsNamespace(name.namespace());
  }

  /// What no manifest holds: the API server, and names that the software of a node answers.
  private static boolean isOutside(Name name) {
    return switch (name.service()) {
      case "kubernetes", "host", "example", "metadata", "minikube" -> true;
      default -> false;
    };
  }

  /// How sure it is that an address is meant which nothing answers.
  private static Confidence sure(Site site, Address address, Confidence confidence) {
    Confidence most =
        switch (address.form()) {
          case NAME -> Confidence.CERTAIN;
          case URL -> site == Site.FILE ? Confidence.MEDIUM : Confidence.CERTAIN;
          case ADDRESS -> Confidence.MEDIUM;
          case HOST, MENTION -> Confidence.LOW;
        };
    return confidence.atMost(most);
  }

  private @Nullable Destination found(Workload from, Service service, Address address, Name name) {
    if (name.pod() && !name.full() && !service.headless()) return null;
    ServicePort port = null;
    PortState state = PortState.UNKNOWN;
    if (address.port() == 0) {
      state = PortState.NOT_GIVEN;
    } else if (address.port() > 0 && service.type() != Service.Type.EXTERNAL_NAME) {
      for (ServicePort each : service.ports()) if (each.port() == address.port()) port = each;
      if (port == null && service.headless()) port = direct(service, address.port());
      if (port != null) state = PortState.FOUND;
      else if (!service.headless() && !service.ports().isEmpty()) state = PortState.MISSING;
    }
    boolean call = address.form() != Form.MENTION || name.full() || state == PortState.FOUND;
    if (!call) return null;
    boolean own = lookup.selected(service).contains(from);
    return new Destination.Found(service, port, state, name.pod(), own);
  }

  /// Clients of a headless Service connect to the Pods themselves, so the Pods' ports count.
  private @Nullable ServicePort direct(Service service, int number) {
    for (ServicePort port : service.ports())
      for (Workload workload : lookup.selected(service))
        if (Topology.target(port, workload) instanceof Target.Resolved(long target, var _, var _)
            && target == number) return port;
    return null;
  }
}
