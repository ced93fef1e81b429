package io.svcaudit.rules.references;

import io.svcaudit.model.Container;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import io.svcaudit.topology.reference.Reference.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `localhost` is the Pod itself. A port that no container of it declares, and that exactly one
/// Service of the namespace has, was meant for that Service: the usual leftover of docker-compose.
public final class ReferenceToLocalhostOfOtherWorkload implements Rule {
  /// Annotations by which something puts a container into the Pod that listens on its own ports.
  private static final List<String> INJECTED =
      List.of("inject", "dapr.io/", "sidecar.", "vault.hashicorp.com/", "cloudsql", "linkerd.io/");

  @Override
  public String name() {
    return "reference-to-localhost-of-other-workload";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.CONFIG_MAPS);
  }

  /// What a Service of a unit and namespace listens on.
  private record Key(int unit, String namespace, long port) {}

  @Override
  public void check(Topology topology, Findings out) {
    List<Use> uses = Use.of(topology, ReferenceToLocalhostOfOtherWorkload::isCall);
    Map<Key, List<Service>> byPort = new HashMap<>();
    if (!uses.isEmpty())
      for (Service service : topology.services())
        for (var port : service.ports())
          byPort.merge(
              new Key(topology.unit(service.object()), service.ref().namespace(), port.port()),
              List.of(service),
              (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).distinct().toList());
    for (Use use : uses) {
      Workload from = use.first().from();
      var key =
          new Key(
              topology.unit(from.object()),
              from.object().namespace(),
              use.first().address().port());
      List<Service> having = byPort.getOrDefault(key, List.of());
      if (having.size() == 1 && !topology.selection(having.getFirst()).workloads().contains(from))
        report(use, having.getFirst(), out);
    }
  }

  private static boolean isCall(Reference reference) {
    return reference.destination() instanceof Destination.Itself
        && reference.site() == Site.ENV
        && reference.address().port() > 0
        && !reference.from().template().hostNetwork()
        && !mayListen(reference.from(), reference.address().port());
  }

  /// Whether something in the Pod may listen on a port. A container that declares ports is taken at
  /// its word; one that declares none may listen on any, if it is not the only one.
  private static boolean mayListen(Workload workload, long port) {
    List<Container> serving = workload.template().serving();
    for (Container container : serving) {
      if (container.ports().stream().anyMatch(p -> p.number() == port)) return true;
      if (container.ports().isEmpty() && serving.size() > 1) return true;
      String number = Long.toString(port);
      if (container.command().stream().anyMatch(word -> word.contains(number))) return true;
      if (container.env().stream().anyMatch(v -> v.value().equals(number) && isOwn(v.name())))
        return true;
    }
    for (String key :
        workload.template().node().mapping("metadata", "annotations").entries().keySet())
      for (String word : INJECTED) if (key.contains(word)) return true;
    return false;
  }

  private static boolean isOwn(String variable) {
    return variable.equals("PORT") || variable.contains("LISTEN") || variable.contains("BIND");
  }

  private static void report(Use use, Service service, Findings out) {
    int port = use.first().address().port();
    use.report(
            out,
            "the Pod itself",
            "%s is given %s in %s, but no container of it listens on port %d"
                .formatted(use.who(), use.written(), use.first().where(), port))
        .confidence(Confidence.MEDIUM)
        .related(
            service.object().nameSpan(), "the only Service with port " + port, service.object())
        .help("write %s:%d".formatted(service.object().name(), port));
  }
}
