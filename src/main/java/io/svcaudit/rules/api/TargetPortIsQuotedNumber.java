package io.svcaudit.rules.api;

import io.svcaudit.model.Container;
import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Probe;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The number of a port in quotes where the API takes a number or a name (`IntOrString`): a string
/// is a name, and a name must have a letter.
public final class TargetPortIsQuotedNumber implements Rule {
  /// The groups whose objects the API server itself validates.
  private static final Set<String> BUILT_IN = Set.of("", "apps", "batch", "networking.k8s.io");

  @Override
  public String name() {
    return "target-port-is-quoted-number";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS, Resource.INGRESSES, Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) service(service, out);
    for (Workload workload : topology.workloads())
      for (Container container : workload.template().containers()) {
        String path = workload.path(container);
        probe(workload, path + ".readinessProbe.", container.readinessProbe(), out);
        probe(workload, path + ".livenessProbe.", container.livenessProbe(), out);
        probe(workload, path + ".startupProbe.", container.startupProbe(), out);
        hook(workload, container, path, "postStart", out);
        hook(workload, container, path, "preStop", out);
      }
    for (Ingress ingress : topology.ingresses())
      if (ingress.ref().apiVersion().equals("networking.k8s.io/v1")) ingress(ingress, out);
    for (KubeObject object : topology.objects())
      if (object.kind().equals("NetworkPolicy")
          && object.ref().group().equals("networking.k8s.io")) {
        policy(object, "ingress", out);
        policy(object, "egress", out);
      }
  }

  private static void service(Service service, Findings out) {
    List<Node> items = service.spec().items("ports");
    for (ServicePort port : service.ports()) {
      String key = Values.key(items, items.indexOf(port.node()));
      String path = "spec.ports[%s].targetPort".formatted(key);
      check(service.object(), path, "targetPort", port.targetPort(), out);
    }
  }

  private static void probe(Workload workload, String path, @Nullable Probe probe, Findings out) {
    if (probe == null || probe.handler() == null) return;
    Probe.Handler handler = probe.handler();
    check(workload.object(), path + handler.field(), "port", handler.portRef(), out);
  }

  private static void hook(
      Workload workload, Container container, String path, String hook, Findings out) {
    Mapping handler = container.node().mapping("lifecycle", hook);
    if (handler.isEmpty()) return;
    for (String action : List.of("httpGet", "tcpSocket")) {
      String at = "%s.lifecycle.%s.%s.port".formatted(path, hook, action);
      check(workload.object(), at, "port", PortRef.of(handler.mapping(action), "port"), out);
    }
  }

  private static void ingress(Ingress ingress, Findings out) {
    for (Ingress.Route route : ingress.routes()) {
      if (route.backend() == null) continue;
      String backend = route.fieldPath() + (route.isDefault() ? "" : ".backend");
      check(ingress.object(), backend + ".service.port", "number", route.backend().port(), out);
    }
  }

  private static void policy(KubeObject object, String direction, Findings out) {
    List<Node> rules = object.spec().items(direction);
    for (Node rule : rules) {
      if (!(rule instanceof Mapping mapping)) continue;
      List<Node> ports = mapping.items("ports");
      for (Node item : ports)
        if (item instanceof Mapping port) {
          String path =
              "spec.%s[%s].ports[%s].port"
                  .formatted(
                      direction,
                      Values.key(rules, rules.indexOf(rule)),
                      Values.key(ports, ports.indexOf(item)));
          check(object, path, "port", PortRef.of(port, "port"), out);
        }
    }
  }

  /// @param field which takes the number
  private static void check(
      KubeObject object, String path, String field, @Nullable PortRef port, Findings out) {
    if (!(port instanceof PortRef.Named(String number, var spot)) || !Values.isNumber(number))
      return;
    if (Faults.isAccepted(object)) return;
    boolean builtIn = BUILT_IN.contains(object.ref().group());
    out.report(
            object,
            path,
            spot.span(),
            "a string",
            "the API server rejects %s: %s is \"%s\" in quotes, which is a name without a letter"
                .formatted(builtIn ? object.ref() : "the Pods of " + object.ref(), path, number))
        .confidence(builtIn ? Confidence.CERTAIN : Confidence.HIGH)
        .help("remove the quotes: %s: %s".formatted(field, number));
  }
}
