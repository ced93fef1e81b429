package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what a user names as the ends of a connection.
public final class Ends {
  /// Everybody outside of the cluster.
  public static final String INTERNET = "internet";

  static final String PORT_OF_CLIENT = "the port goes to the other end: FROM TO:PORT";

  private static final Pattern DNS_NAME =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)(\\.svc(\\.[a-z0-9.-]+)?)?(:.+)?");

  private static final int MOST_NAMED = 5;

  private final Topology topology;
  private final Tracer tracer;
  private final String namespace;

  /// @param namespace where names without one are looked up first
  public Ends(Topology topology, Tracer tracer, String namespace) {
    this.topology = topology;
    this.tracer = tracer;
    this.namespace = namespace;
  }

  /// The namespaces that texts name themselves; may be empty.
  public static Set<String> namespaces(String... texts) {
    var named = new TreeSet<String>();
    for (String text : texts)
      try {
        Address address = Address.parse(text);
        if (address.kind().equals("Namespace")) named.add(address.name());
        else if (isNamespace(address.namespace())) named.add(address.namespace());
        Matcher dns = DNS_NAME.matcher(text);
        if (dns.matches()) named.add(dns.group(2));
      } catch (UsageException _) {
        // It is told when the text is looked up.
      }
    return named;
  }

  /// The host of a route has a dot.
  private static boolean isNamespace(String written) {
    return !written.isEmpty() && !written.contains(".");
  }

  /// Who connects.
  public Client client(String text) throws UsageException {
    if (text.equals(INTERNET)) return new Client.Internet();
    Address address = Address.parse(text);
    checkClient(address);
    if (address.kind().equals("Namespace")) return ofNamespace(address.name());
    return new Client.Pods(one(address, workloads(address), Workload::object, workloadNames()));
  }

  static void checkClient(Address address) throws UsageException {
    if (address.port().isPresent()) throw new UsageException(PORT_OF_CLIENT);
    if (address.kind().equals("Service"))
      throw new UsageException(
          "a Service does not connect; name the workload that does, or the Service as TO");
  }

  Client ofNamespace(String name) throws UsageException {
    KubeObject beside =
        Stream.concat(
                topology.workloads().stream().map(Workload::object),
                topology.services().stream().map(Service::object))
            .filter(object -> object.namespace().equals(name))
            .findFirst()
            .or(() -> topology.services().stream().map(Service::object).findFirst())
            .or(() -> topology.workloads().stream().map(Workload::object).findFirst())
            .orElseThrow(() -> new UsageException("there is nothing to connect to"));
    return new Client.Namespace(name, beside);
  }

  /// What is connected to.
  public Goal goal(String text) throws UsageException {
    if (text.startsWith("http://") || text.startsWith("https://")) return route(text);
    Optional<Goal> byDns = byDns(text);
    if (byDns.isPresent()) return byDns.get();
    if (isRoute(text)) return route("http://" + text);
    Address address = Address.parse(text);
    checkGoal(address);
    boolean either = address.kind().isEmpty();
    List<Service> services =
        either || address.kind().equals("Service") ? services(address) : List.of();
    if (!services.isEmpty())
      return new Goal.OfService(one(address, services, Service::object, List.of()), address.port());
    if (address.kind().equals("Service"))
      throw absent(address, topology.services().stream().map(Service::object).toList());
    List<KubeObject> near =
        either ? topology.services().stream().map(Service::object).toList() : workloadNames();
    return new Goal.OfPods(
        one(address, workloads(address), Workload::object, near), address.port());
  }

  static void checkGoal(Address address) throws UsageException {
    if (address.kind().equals("Namespace"))
      throw new UsageException("a namespace is no end to connect to; name a Service or workload");
  }

  /// The workloads and Services that a text means, one or more: those of a name, or all of a
  /// namespace (`ns/shop`).
  ///
  /// @throws UsageException if there is none
  public List<KubeObject> meant(String text) throws UsageException {
    if (byDns(text).orElse(null) instanceof Goal.OfService dns)
      return List.of(dns.service().object());
    Address address = Address.parse(text);
    if (address.port().isPresent()) throw new UsageException("--focus takes no port");
    List<KubeObject> all =
        Stream.concat(topology.services().stream().map(Service::object), workloadNames().stream())
            .toList();
    if (address.kind().equals("Namespace")) {
      List<KubeObject> inside =
          all.stream().filter(object -> object.namespace().equals(address.name())).toList();
      if (inside.isEmpty())
        throw new UsageException("nothing of namespace %s was read".formatted(address.name()));
      return inside;
    }
    List<KubeObject> found =
        all.stream()
            .filter(object -> is(address, object))
            .filter(object -> address.kind().isEmpty() || object.kind().equals(address.kind()))
            .toList();
    if (found.isEmpty()) throw absent(address, all);
    List<KubeObject> near =
        found.stream().filter(object -> object.namespace().equals(namespace)).toList();
    return near.isEmpty() ? found : near;
  }

  /// `api.shop`, `api.shop.svc:80`
  private Optional<Goal> byDns(String text) {
    Matcher dns = DNS_NAME.matcher(text);
    if (!dns.matches()) return Optional.empty();
    Optional<String> port = Optional.ofNullable(dns.group(5)).map(p -> p.substring(1));
    return topology.services().stream()
        .filter(s -> s.object().name().equals(dns.group(1)))
        .filter(s -> s.object().namespace().equals(dns.group(2)))
        .findFirst()
        .map(service -> new Goal.OfService(service, port));
  }

  /// A host has a dot; no kind and few namespaces do.
  static boolean isRoute(String text) {
    int slash = text.indexOf('/');
    return (slash < 0 ? text : text.substring(0, slash)).contains(".");
  }

  private Goal route(String url) throws UsageException {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new UsageException("cannot read \"%s\" as host and path".formatted(url));
    }
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    String path = uri.getPath() == null || uri.getPath().isEmpty() ? "/" : uri.getPath();
    List<Service> services = tracer.servicesAt(host, path);
    if (!services.isEmpty() && !host.isEmpty()) return new Goal.OfRoute(host, path, services);
    Optional<KubeObject> other = host.isEmpty() ? Optional.empty() : tracer.routeOf(host);
    if (other.isPresent()) return new Goal.Untaken(host, path, other.get());
    throw new UsageException(
        "no Ingress or route that was read takes %s%s%s"
            .formatted(host, path, near(host, tracer.hosts())));
  }

  List<Service> services(Address address) {
    return topology.services().stream().filter(s -> is(address, s.object())).toList();
  }

  List<Workload> workloads(Address address) {
    if (Address.OTHERS.contains(address.kind())) return List.of();
    return topology.workloads().stream()
        .filter(w -> is(address, w.object()))
        .filter(w -> address.kind().isEmpty() || w.object().kind().equals(address.kind()))
        .toList();
  }

  List<KubeObject> workloadNames() {
    return topology.workloads().stream().map(Workload::object).toList();
  }

  private static boolean is(Address address, KubeObject object) {
    return object.name().equals(address.name())
        && (address.namespace().isEmpty() || object.namespace().equals(address.namespace()));
  }

  private <T> T one(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    return only(address, candidates(address, found, object, all), object);
  }

  /// Those of the user's own namespace go before those of others; never empty.
  <T> List<T> candidates(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    if (found.isEmpty()) throw absent(address, all);
    List<T> near =
        found.stream().filter(t -> object.apply(t).namespace().equals(namespace)).toList();
    return near.isEmpty() ? found : near;
  }

  static <T> T only(Address address, List<T> meant, Function<T, KubeObject> object)
      throws UsageException {
    if (meant.size() == 1) return meant.getFirst();
    throw new UsageException(
        "%s may be any of %s; say which one, like %s"
            .formatted(
                address,
                meant.stream()
                    .map(t -> object.apply(t).ref().toString())
                    .distinct()
                    .limit(MOST_NAMED)
                    .collect(Collectors.joining(", ")),
                full(object.apply(meant.getFirst()))));
  }

  private static String full(KubeObject object) {
    return "%s/%s/%s"
        .formatted(object.namespace(), object.kind().toLowerCase(Locale.ROOT), object.name());
  }

  private static UsageException absent(Address address, List<KubeObject> all) {
    // Of the same name in another namespace the namespace is what was misspelt.
    String near =
        all.stream()
            .filter(object -> object.name().equals(address.name()))
            .map(object -> "; did you mean %s?".formatted(object.ref().qualifiedName()))
            .findFirst()
            .orElseGet(() -> near(address.name(), all.stream().map(KubeObject::name).toList()));
    return new UsageException("%s was not found%s".formatted(address, near));
  }

  static String near(String name, List<String> all) {
    return all.stream()
        .filter(other -> EditDistance.isNear(other, name))
        .min(Comparator.comparingInt(other -> EditDistance.between(other, name)))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }
}
