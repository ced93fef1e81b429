package io.svcaudit.suggest.service;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.backend.BackendClass;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.backend.Classification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ports that the Pods of a workload can be asked for.
final class PodPorts {
  private static final Set<Integer> HTTP =
      Set.of(80, 3000, 4200, 5000, 8000, 8080, 8081, 8888, 9000);
  private static final Set<String> HTTP_NAMES = Set.of("http", "web", "www", "ui");

  /// The ports of exporters (Prometheus wiki, "Default port allocations") and of debuggers come
  /// with their classification; these names do without.
  private static final Set<String> METRICS_NAMES = Set.of("metrics", "prometheus", "prom");

  private PodPorts() {}

  /// @param name in the container; empty if it has none
  /// @param what it was taken for; null for nothing special
  /// @param reason how it was found, if no container declares it
  record PodPort(
      String name,
      long number,
      String protocol,
      @Nullable Classification what,
      Optional<String> reason) {
    /// As `targetPort` names it.
    String target() {
      return name.isEmpty() ? Long.toString(number) : name;
    }

    /// Whether only operators have a use for it.
    boolean isForOperators() {
      if (METRICS_NAMES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains)) return true;
      return what != null
          && (what.kind() == BackendClass.METRICS || what.kind() == BackendClass.DEBUGGER);
    }

    boolean isHttp() {
      if (!protocol.equals("TCP")) return false;
      if (what != null) return what.http();
      String called = name.toLowerCase(Locale.ROOT);
      if (called.contains("grpc")) return false;
      return HTTP_NAMES.stream().anyMatch(called::startsWith) || HTTP.contains((int) number);
    }

    /// What a Service calls it.
    String serviceName() {
      if (!name.isEmpty()) return name;
      if (number == 443 || number == 8443) return "https";
      if (isHttp()) return "http";
      if (number == 50051) return "grpc";
      String product = what == null ? "" : what.product().toLowerCase(Locale.ROOT);
      boolean fits = product.length() <= 15 && product.matches("[a-z]([a-z0-9-]*[a-z0-9])?");
      return fits ? product : "%s-%d".formatted(protocol.toLowerCase(Locale.ROOT), number);
    }
  }

  /// Those that containers declare; if there are none, those that probes ask for. Each number and
  /// protocol once; may be empty.
  static List<PodPort> of(Workload workload) {
    var all = new ArrayList<PodPort>();
    for (Container container : workload.template().serving())
      for (ContainerPort port : container.ports()) {
        var what =
            Backends.behind(
                workload,
                container,
                port.number(),
                port.name(),
                port.node().spotOf("containerPort"));
        add(
            all,
            new PodPort(
                validName(port.name()), port.number(), port.protocol(), what, Optional.empty()));
      }
    if (!all.isEmpty()) return all;
    for (Container container : workload.template().serving())
      Stream.of(container.readinessProbe(), container.startupProbe(), container.livenessProbe())
          .flatMap(Stream::ofNullable)
          .map(PodPorts::number)
          .filter(number -> number > 0)
          .forEach(number -> add(all, found(workload, number, "a probe asks for it")));
    return all;
  }

  /// A port that no container declares.
  static PodPort found(Workload workload, long number, String reason) {
    Classification best = null;
    for (Container container : workload.template().serving()) {
      var what = Backends.behind(workload, container, number, "", container.nameSpot());
      if (what != null && (best == null || what.score() > best.score())) best = what;
    }
    return new PodPort("", number, "TCP", best, Optional.of(reason));
  }

  private static void add(List<PodPort> all, PodPort port) {
    boolean valid = port.number() > 0 && port.number() < 65_536;
    boolean known =
        all.stream()
            .anyMatch(p -> p.number() == port.number() && p.protocol().equals(port.protocol()));
    if (valid && !known) all.add(port);
  }

  private static String validName(String name) {
    return name.matches("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*") && name.length() <= 15 ? name : "";
  }

  private static long number(Probe probe) {
    PortRef port =
        switch (probe.handler()) {
          case Probe.Handler.HttpGet(var _, var _, var ref, var _) -> ref;
          case Probe.Handler.TcpSocket(var _, var ref) -> ref;
          case Probe.Handler.Grpc(var ref, var _) -> ref;
          case Probe.Handler.Exec _ -> null;
          case null -> null;
        };
    return port instanceof PortRef.Numbered(long number, var _) ? number : 0;
  }
}
