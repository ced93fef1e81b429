package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

  /// The same, where a name that several units hold means that of each; never empty.
  List<Client> clients(EndText.From from) throws UsageException {
    return switch (from) {
      case EndText.Labelled labelled ->
          labelled(labelled).stream().<Client>map(Client.Pods::new).toList();
      case EndText.Named(String text, var _) -> {
        if (text.equals(INTERNET)) yield List.of(new Client.Internet());
        Address address = Address.parse(text);
        if (address.kind().equals("Namespace")) yield List.of(known(address.name()));
        yield each(address, workloads(address), Workload::object, workloadNames()).stream()
            .<Client>map(Client.Pods::new)
            .toList();
      }
    };
  }

  /// A namespace that a cluster does not have is a mistake; manifests need not show it.
  private Client known(String name) throws UsageException {
    List<String> names = topology.namespaces().stream().map(n -> n.object().name()).toList();
    if (topology.sawAllNamespaces() && !names.contains(name))
      throw new UsageException("namespace %s was not found%s".formatted(name, near(name, names)));
    return ofNamespace(name);
  }

  private Client ofNamespace(String name) throws UsageException {
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

  /// The same, where a name that several units hold means that of each; never empty.
  List<Goal> goals(EndText.To to) throws UsageException {
    return switch (to) {
      case EndText.Labelled labelled ->
          labelled(labelled).stream()
              .<Goal>map(workload -> new Goal.OfPods(workload, labelled.port()))
              .toList();
      case EndText.Named(String text, var _) -> goals(text);
    };
  }

  private List<Goal> goals(String text) throws UsageException {
    if (isRoute(text) || text.contains("://")) return eachUnit(goal(text));
    Address address = Address.parse(text);
    List<Service> services =
        address.kind().isEmpty() || address.kind().equals("Service")
            ? services(address)
            : List.of();
    // What is not there is told as it is of a single one.
    if (services.isEmpty() && workloads(address).isEmpty()) return List.of(goal(text));
    if (!services.isEmpty())
      return each(address, services, Service::object, List.of()).stream()
          .<Goal>map(service -> new Goal.OfService(service, address.port()))
          .toList();
    return each(address, workloads(address), Workload::object, List.of()).stream()
        .<Goal>map(workload -> new Goal.OfPods(workload, address.port()))
        .toList();
  }

  /// A host and path may be served in several units, by Services of each.
  private List<Goal> eachUnit(Goal goal) {
    return switch (goal) {
      case Goal.OfPods _ -> List.of(goal);
      case Goal.OfService(Service service, var port) ->
          services(service).stream().<Goal>map(s -> new Goal.OfService(s, port)).toList();
      case Goal.OfRoute route ->
          route.services().stream()
              .collect(
                  Collectors.groupingBy(
                      s -> topology.unit(s.object()), LinkedHashMap::new, Collectors.toList()))
              .values()
              .stream()
              .<Goal>map(services -> new Goal.OfRoute(route.host(), route.path(), services))
              .toList();
    };
  }

  private List<Service> services(Service like) {
    return topology.services().stream().filter(s -> s.ref().equals(like.ref())).toList();
  }

  private List<Workload> labelled(EndText.Labelled end) throws UsageException {
    List<Workload> within =
        topology.workloads().stream()
            .filter(
                w -> end.namespace().isEmpty() || w.object().namespace().equals(end.namespace()))
            .toList();
    List<Workload> found = within.stream().filter(w -> end.selector().matches(w.labels())).toList();
    if (found.isEmpty())
      throw new UsageException(
          "no workload%s has the labels %s%s"
              .formatted(
                  end.namespace().isEmpty() ? "" : " of namespace " + end.namespace(),
                  end.written(),
                  NearLabels.of(end.selector(), within)));
    return found;
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
    if (host.isEmpty() || services.isEmpty())
      throw new UsageException(
          "no Ingress or route that was read takes %s%s".formatted(host, path));
    return new Goal.OfRoute(host, path, services);
  }

  private List<Service> services(Address address) {
    return topology.services().stream().filter(s -> is(address, s.object())).toList();
  }

  private List<Workload> workloads(Address address) {
    if (Address.OTHERS.contains(address.kind())) return List.of();
    return topology.workloads().stream()
        .filter(w -> is(address, w.object()))
        .filter(w -> address.kind().isEmpty() || w.object().kind().equals(address.kind()))
        .toList();
  }

  private List<KubeObject> workloadNames() {
    return topology.workloads().stream().map(Workload::object).toList();
  }

  private static boolean is(Address address, KubeObject object) {
    return object.name().equals(address.name())
        && (address.namespace().isEmpty() || object.namespace().equals(address.namespace()));
  }

  private <T> T one(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    return only(address, meant(address, found, object, all), object);
  }

  /// One of each unit.
  private <T> List<T> each(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    var byUnit = new LinkedHashMap<Integer, List<T>>();
    for (T one : meant(address, found, object, all))
      byUnit.computeIfAbsent(topology.unit(object.apply(one)), _ -> new ArrayList<>()).add(one);
    var each = new ArrayList<T>();
    for (List<T> unit : byUnit.values()) each.add(only(address, unit, object));
    return each;
  }

  /// Those of the user's own namespace go before those of others; never empty.
  private <T> List<T> meant(
      Address address, List<T> found, Function<T, KubeObject> object, List<KubeObject> all)
      throws UsageException {
    if (found.isEmpty()) throw absent(address, all);
    List<T> near =
        found.stream().filter(t -> object.apply(t).namespace().equals(namespace)).toList();
    return near.isEmpty() ? found : near;
  }

  private static <T> T only(Address address, List<T> meant, Function<T, KubeObject> object)
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
    List<String> names = all.stream().map(KubeObject::name).distinct().toList();
    return new UsageException("%s was not found%s".formatted(address, near(address.name(), names)));
  }

  private static String near(String name, List<String> all) {
    return all.stream()
        .filter(other -> EditDistance.isNear(other, name))
        .min(Comparator.comparingInt(other -> EditDistance.between(other, name)))
        .map("; did you mean %s?"::formatted)
        .orElse("");
  }
}
