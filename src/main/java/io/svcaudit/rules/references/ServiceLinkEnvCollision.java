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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Service by whose name Kubernetes sets a variable in every Pod of the namespace
/// (`KAFKA_PORT=tcp://10.0.0.7:9092`) that the program in the Pod reads as its own setting
/// (kubernetes.io, Service: "Environment variables"; PodSpec.enableServiceLinks).
public final class ServiceLinkEnvCollision implements Rule {
  /// Images whose program reads a variable of this name as a number, and stops or complains when it
  /// is an address (confluentinc/cp-docker-images issues 286 and 388, confluentinc/schema-registry
  /// issue 689, n8n-io/n8n issue 8650, verdaccio/charts issue 103).
  private static final Map<String, String> READ =
      Map.of(
          "cp-kafka", "KAFKA_PORT",
          "cp-schema-registry", "SCHEMA_REGISTRY_PORT",
          "cp-kafka-rest", "KAFKA_REST_PORT",
          "n8n", "N8N_PORT",
          "verdaccio", "VERDACCIO_PORT");

  @Override
  public String name() {
    return "service-link-env-collision";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  private record Key(int unit, String namespace, String variable) {}

  @Override
  public void check(Topology topology, Findings out) {
    Map<Key, Service> setting = new HashMap<>();
    for (Service service : topology.services())
      if (hasAddress(service))
        setting.putIfAbsent(
            new Key(topology.unit(service.object()), service.ref().namespace(), variable(service)),
            service);
    for (Workload workload : topology.workloads()) {
      if (!hasLinks(workload)) continue;
      int unit = topology.unit(workload.object());
      String namespace = workload.object().namespace();
      for (Container container : workload.template().serving()) {
        Set<String> names = new HashSet<>();
        for (Container.EnvVar variable : container.env()) names.add(variable.name());
        String read = READ.get(container.imageName());
        if (read != null && !names.contains(read))
          report(workload, container, read, setting.get(new Key(unit, namespace, read)), true, out);
        for (String host : names)
          if (host.endsWith("_HOST")) {
            String port = host.substring(0, host.length() - "_HOST".length()) + "_PORT";
            if (!names.contains(port) && !port.equals(read))
              report(
                  workload,
                  container,
                  port,
                  setting.get(new Key(unit, namespace, port)),
                  false,
                  out);
          }
      }
    }
  }

  private static boolean hasAddress(Service service) {
    return !service.headless()
        && service.type() != Service.Type.EXTERNAL_NAME
        && !service.ports().isEmpty();
  }

  private static boolean hasLinks(Workload workload) {
    return !workload.template().spec().text("enableServiceLinks").orElse("").equals("false");
  }

  private static String variable(Service service) {
    return service.object().name().toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
  }

  /// @param known whether the program is known to read the variable
  private static void report(
      Workload workload,
      Container container,
      String variable,
      @Nullable Service service,
      boolean known,
      Findings out) {
    if (service == null) return;
    boolean envFrom = container.node().has("envFrom");
    out.report(
            workload.object(),
            workload.path(container) + ".env",
            container.nameSpan(),
            "gets %s from Service %s".formatted(variable, service.object().name()),
            "%s %s %s, which Kubernetes sets to tcp://… for %s"
                .formatted(workload.ref(), known ? "reads" : "may read", variable, service.ref()))
        .confidence(!known ? Confidence.LOW : envFrom ? Confidence.MEDIUM : Confidence.HIGH)
        .related(service.object().nameSpan(), "sets the variable by its name", service.object())
        .evidence(known ? List.of("image " + container.image()) : List.of())
        .help(
            "set enableServiceLinks: false in the Pod's spec, or set %s yourself"
                .formatted(variable));
  }
}
