package io.svcaudit.rules.exposure;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Development;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backend;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The ports of a published Service that lead to backends of some classes; never without one.
record Published(Service service, List<Backend> backends) {
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

  /// Null if there are none.
  static @Nullable Published of(
      Topology topology, Service service, Predicate<BackendClass> wanted) {
    List<Backend> backends =
        Backends.of(topology, service).stream().filter(b -> wanted.test(b.what().kind())).toList();
    return backends.isEmpty() ? null : new Published(service, backends);
  }

  /// Null if there are none.
  static @Nullable Published debuggers(Topology topology, Service service) {
    List<Backend> backends = Backends.debuggers(topology, service);
    return backends.isEmpty() ? null : new Published(service, backends);
  }

  Backend best() {
    return backends.stream().max(Comparator.comparingInt(b -> b.what().score())).orElseThrow();
  }

  /// `PostgreSQL`, or `what looks like PostgreSQL`.
  String what() {
    var products = new LinkedHashSet<String>();
    for (Backend backend : backends) products.add(backend.what().product());
    String names = join(List.copyOf(products));
    return best().what().isStrong() ? names : "what looks like " + names;
  }

  /// `port 5432`, or `ports 9200 and 9300`.
  String ports() {
    return count("port", backends.stream().map(b -> Long.toString(b.port().port())).toList());
  }

  /// `port 30432 of every node`; the API server chooses numbers that are not written.
  String nodePorts() {
    var numbers = new ArrayList<String>();
    for (Backend backend : backends) {
      var number = backend.port().nodePort();
      if (number.isEmpty())
        return (backends.size() == 1 ? "a port" : backends.size() + " ports") + " of every node";
      numbers.add(Long.toString(number.getAsLong()));
    }
    return count("port", numbers) + " of every node";
  }

  /// `use type: ClusterIP; clients in the cluster reach it as db.shop.svc:5432`.
  String stayInside() {
    return "use type: ClusterIP; clients in the cluster reach it as " + insideName();
  }

  String insideName() {
    return "%s.%s.svc:%d"
        .formatted(service.ref().name(), service.ref().namespace(), best().port().port());
  }

  /// Adds the evidence and how sure it makes us.
  Findings.Report prove(Findings.Report report) {
    Backend best = best();
    Evidence strongest = best.what().evidence().getFirst();
    var workload = best.workload();
    return report
        .confidence(best.what().confidence())
        .evidence(best.what().describe())
        .related(
            strongest.span(), best.what().label(), workload == null ? null : workload.object());
  }

  /// Critical for what is recognised for certain, high for what is probable, and medium where only
  /// developers work.
  Severity severity() {
    if (Development.holds(service.object())) return Severity.MEDIUM;
    if (best().what().login() && best().what().kind() == BackendClass.CONTROL_PLANE)
      return Severity.MEDIUM;
    return best().what().isStrong() ? Severity.CRITICAL : Severity.HIGH;
  }

  /// The ports among these that a route leads to; null if it leads to none of them.
  @Nullable Published routedBy(Ingress.Backend route) {
    List<Backend> routed =
        backends.stream()
            .filter(b ->
                switch (route.port()) {
                  case PortRef.Numbered(long number, var _) -> number == b.port().port();
                  case PortRef.Named(String name, var _) -> name.equals(b.port().name());
                  case null -> service.ports().size() == 1;
                })
            .toList();
    return routed.isEmpty() ? null : new Published(service, routed);
  }

  /// Those of these that lead to some ports of the Service; null if none does.
  @Nullable Published among(List<ServicePort> ports) {
    List<Backend> some = backends.stream().filter(b -> ports.contains(b.port())).toList();
    return some.isEmpty() ? null : new Published(service, some);
  }

  /// Whether only some sources may connect to its load balancer.
  boolean isRestricted() {
    List<String> ranges =
        service.spec().items("loadBalancerSourceRanges").stream()
            .filter(Scalar.class::isInstance)
            .map((Node node) -> ((Scalar) node).text().strip())
            .toList();
    if (ranges.isEmpty())
      ranges =
          service
              .object()
              .annotation(RANGES)
              .map(text -> List.of(text.split(",")))
              .orElse(List.of());
    return !ranges.isEmpty() && ranges.stream().noneMatch(range -> range.strip().endsWith("/0"));
  }

  private static String count(String noun, List<String> numbers) {
    return (numbers.size() == 1 ? noun : noun + "s") + " " + join(numbers);
  }

  private static String join(List<String> words) {
    if (words.size() == 1) return words.getFirst();
    return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
  }
}
