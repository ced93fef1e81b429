package io.svcaudit.topology.backend;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Spot;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells what the ports of a Service lead to, from the images, variables, ports and names of the
/// containers behind them. The port counts, not the Pod: the exporter beside a database is a
/// metrics endpoint.
public final class Backends {
  private Backends() {}

  private interface Judge {
    @Nullable Classification of(Backing backing);
  }

  /// What is known of the ports of a Service, in their order; ports that lead to nothing known are
  /// left out.
  public static List<Backend> of(Topology topology, Service service) {
    if (service.type() == Service.Type.EXTERNAL_NAME) return List.of();
    return switch (topology.selection(service)) {
      case Selection.Selected(List<Workload> workloads) ->
          judge(service, workloads, Backends::classify);
      case Selection.Nothing _ -> List.of();
      case Selection.Unknown _, Selection.NotApplicable _ -> ServiceSigns.read(service);
    };
  }

  /// The ports of a Service that lead to debuggers: a part of [#of], which costs much less.
  public static List<Backend> debuggers(Topology topology, Service service) {
    return judge(service, topology.selection(service).workloads(), Debuggers::of);
  }

  private static List<Backend> judge(Service service, List<Workload> workloads, Judge judge) {
    var found = new ArrayList<Backend>();
    for (ServicePort port : service.ports()) {
      Backend best = null;
      for (Workload workload : workloads) {
        Classification what = behind(port, workload, judge);
        if (what != null && (best == null || what.score() > best.what().score()))
          best = new Backend(port, what, workload);
      }
      if (best != null) found.add(best);
    }
    return found;
  }

  /// What a Service port leads to in the Pods of one workload; null if nothing known.
  public static @Nullable Classification behind(ServicePort port, Workload workload) {
    return behind(port, workload, Backends::classify);
  }

  /// What a port of a container is, be there a Service in front of it or not; null if nothing
  /// known.
  ///
  /// @param name what it is called; may be empty
  /// @param spot where it is written
  public static @Nullable Classification behind(
      Workload workload, Container container, long number, String name, Spot spot) {
    Set<String> names = name.isEmpty() ? Set.of() : Set.of(name.toLowerCase(Locale.ROOT));
    return classify(
        new Backing(
            workload, container, ImageName.of(container.image()), number, names, spot, true));
  }

  private static @Nullable Classification behind(ServicePort port, Workload workload, Judge judge) {
    return switch (Topology.target(port, workload)) {
      case Target.Unresolved _ -> null;
      case Target.Resolved(long number, var container, var declared) -> {
        if (container != null) yield judge.of(backing(port, workload, container, number, declared));
        // No container declares the number, which is legal: it may be any of them.
        Classification best = null;
        for (Container each : workload.template().serving()) {
          Classification what = judge.of(backing(port, workload, each, number, null));
          if (what != null && (best == null || what.score() > best.score())) best = what;
        }
        yield best;
      }
    };
  }

  private static Backing backing(
      ServicePort port,
      Workload workload,
      Container container,
      long number,
      @Nullable ContainerPort declared) {
    Set<String> names = new HashSet<>(Backing.names(port));
    if (declared != null && !declared.name().isEmpty())
      names.add(declared.name().toLowerCase(Locale.ROOT));
    var spot = declared != null ? declared.node().spotOf("containerPort") : port.target().spot();
    return new Backing(
        workload,
        container,
        ImageName.of(container.image()),
        number,
        names,
        spot,
        declared != null);
  }

  private static @Nullable Classification classify(Backing backing) {
    Classification debugger = Debuggers.of(backing);
    if (debugger != null) return debugger;
    Classification metrics = metrics(backing);
    if (metrics != null) return metrics;
    Classification best = null;
    for (Product product : Products.candidates(backing.number(), backing.image())) {
      Classification what = Scoring.of(product, backing);
      if (what != null && (best == null || what.score() > best.score())) best = what;
    }
    return best;
  }

  private static @Nullable Classification metrics(Backing backing) {
    boolean exporter = backing.image().tokens().contains("exporter");
    boolean named = backing.names().stream().anyMatch(Backends::namesMetrics);
    if (!exporter && !named) return null;
    var proof =
        exporter
            ? new Evidence("image " + backing.container().image(), 60, backing.imageSpot())
            : new Evidence("port name", 50, backing.portSpot());
    return new Classification(
        BackendClass.METRICS,
        backing.container().name(),
        proof.points(),
        false,
        true,
        List.of(proof));
  }

  private static boolean namesMetrics(String name) {
    List<String> words = ImageName.words(name);
    return words.contains("metrics") || words.contains("exporter");
  }
}
