package io.svcaudit.rules;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Reference;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;

/// Faults that several rules can run into, named alike by all of them, so that they are reported
/// once ([Finding#cause()]). A cause holds within one unit.
public final class Cause {
  private Cause() {}

  /// @param referrer the object that names the Service
  /// @param missing the Service that does not exist
  public static String missing(Topology topology, KubeObject referrer, ObjectRef missing) {
    return "no Service %d %s".formatted(topology.unit(referrer), missing.qualifiedName());
  }

  /// @param referrer the object that refers to something of another namespace, which allows it not
  public static String notGranted(Topology topology, KubeObject referrer, Reference to) {
    return "no grant %d %s %s".formatted(topology.unit(referrer), referrer.ref(), to);
  }

  /// @param port the number that a client asks for in vain
  public static String missingPort(Topology topology, Service service, long port) {
    return of("no port %d of".formatted(port), topology, service);
  }

  public static String noDns(Topology topology, NetworkPolicy policy) {
    return "no DNS %d %s".formatted(topology.unit(policy.object()), policy.object().ref());
  }

  /// Pods that no NetworkPolicy isolates because the selector of the one that was meant for them
  /// misses them.
  public static String missed(Topology topology, NetworkPolicy policy) {
    return "missed by %d %s".formatted(topology.unit(policy.object()), policy.object().ref());
  }

  public static String noPods(Topology topology, Service service) {
    return of("no Pod for", topology, service);
  }

  public static String noEndpoints(Topology topology, Service service) {
    return of("no endpoints for", topology, service);
  }

  /// Pods of a workload that do not get ready, whatever comes of it.
  public static String notReady(Topology topology, Workload workload) {
    return "Pods not ready %d %s".formatted(topology.unit(workload.object()), workload.ref());
  }

  public static String severalWorkloads(Topology topology, Service service) {
    return of("several workloads behind", topology, service);
  }

  public static String jobs(Topology topology, Service service) {
    return of("jobs behind", topology, service);
  }

  public static String externalIps(Topology topology, Service service) {
    return of("externalIPs of", topology, service);
  }

  /// A port of the nodes or a load balancer, which the type of a Service opens.
  public static String published(Topology topology, Service service) {
    return of("type opens", topology, service);
  }

  /// @param route an Ingress, HTTPRoute … that leads to the Service
  public static String routed(Topology topology, KubeObject route, Service service) {
    return of("routed by " + route.ref(), topology, service);
  }

  public static String target(Topology topology, Service service, ServicePort port) {
    return of("targetPort " + port.key() + " of", topology, service);
  }

  public static String ingressClass(Topology topology, Ingress ingress) {
    return "no class for %d %s".formatted(topology.unit(ingress.object()), ingress.ref());
  }

  public static String trafficDistribution(Topology topology, Service service) {
    return of("no hints for", topology, service);
  }

  private static String of(String what, Topology topology, Service service) {
    return "%s %d %s".formatted(what, topology.unit(service.object()), service.ref());
  }
}
