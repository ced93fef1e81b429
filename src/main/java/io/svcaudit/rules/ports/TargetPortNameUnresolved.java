package io.svcaudit.rules.ports;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A named `targetPort` that the selected Pods do not have. The EndpointSlice controller looks for
/// name and protocol in main containers and native sidecars; a Pod without the name silently loses
/// that port.
public final class TargetPortNameUnresolved implements Rule {
  /// What the API server accepts as a port name, its length aside.
  private static final Pattern PORT_NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private static final int MAX_NAME = 15;
  private static final int MAX_SHOWN = 3;

  @Override
  public String name() {
    return "target-port-name-unresolved";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (Service service : topology.services()) {
      List<Workload> workloads = ServicePods.of(topology, service);
      if (workloads.isEmpty()) continue;
      for (ServicePort port : service.ports())
        if (port.targetPort() instanceof PortRef.Named(String name, var _) && isLegal(name)) {
          List<Workload> without =
              workloads.stream()
                  .filter(w -> Topology.target(port, w) instanceof Target.Unresolved)
                  .filter(w -> !topology.isDeclaredInAPod(port, w))
                  .toList();
          if (without.size() == workloads.size())
            nowhere(topology, service, port, name, without, out);
          else if (!without.isEmpty()) partly(topology, service, port, name, without, out);
        }
    }
  }

  /// What the API server rejects is no name that could be looked up.
  private static boolean isLegal(String name) {
    return name.length() <= MAX_NAME
        && PORT_NAME.matcher(name).matches()
        && name.chars().anyMatch(Character::isLetter);
  }

  private static void nowhere(
      Topology topology,
      Service service,
      ServicePort port,
      String name,
      List<Workload> without,
      Findings out) {
    var hint = Hint.of(service, port, name, without);
    boolean injected =
        ServicePods.isInjected(name) || without.stream().anyMatch(ServicePods::isInjected);
    Confidence confidence = Confidence.HIGH;
    if (injected) confidence = hint.isEmpty() ? Confidence.LOW : Confidence.MEDIUM;
    var report =
        out.report(
                service.object(),
                ServicePods.path(port),
                ServicePods.place(port),
                "no container has a %s port of this name".formatted(port.protocol()),
                "%s of %s leads nowhere: no container of its Pods has a port \"%s\""
                    .formatted(capital(port.describe()), service.ref(), name))
            .severity(service.headless() ? Severity.MEDIUM : Severity.HIGH)
            .confidence(confidence)
            .cause(Cause.target(topology, service, port))
            .help(hint.help());
    for (Workload workload : without.subList(0, Math.min(MAX_SHOWN, without.size())))
      relate(report, service, port, name, workload);
  }

  private static void partly(
      Topology topology,
      Service service,
      ServicePort port,
      String name,
      List<Workload> without,
      Findings out) {
    String names =
        without.stream()
            .limit(MAX_SHOWN)
            .map(w -> w.ref().kindAndName())
            .collect(Collectors.joining(", "));
    var report =
        out.report(
                service.object(),
                ServicePods.path(port),
                ServicePods.place(port),
                "not in all selected Pods",
                "%s of %s leaves out the Pods of %s, which have no port \"%s\""
                    .formatted(capital(port.describe()), service.ref(), names, name))
            .severity(Severity.MEDIUM)
            .confidence(
                without.stream().anyMatch(ServicePods::isInjected)
                    ? Confidence.LOW
                    : Confidence.MEDIUM)
            .cause(Cause.severalWorkloads(topology, service))
            .help("declare the port in these Pods, or let the selector leave them out");
    for (Workload workload : without.subList(0, Math.min(MAX_SHOWN, without.size())))
      relate(report, service, port, name, workload);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static void relate(
      Findings.Report report, Service service, ServicePort port, String name, Workload workload) {
    ContainerPort near = Hint.in(service, port, name, workload);
    if (near != null) {
      report.related(near.node().span(), Hint.words(near, port, name, workload), workload.object());
      return;
    }
    Container container = workload.template().containers().getFirst();
    String declared =
        workload.template().ports().map(ContainerPort::describe).collect(Collectors.joining(", "));
    report.related(
        container.node().has("ports") ? container.node().spanOf("ports") : container.nameSpan(),
        declared.isEmpty() ? "declares no port" : "declares " + declared,
        workload.object());
  }
}
