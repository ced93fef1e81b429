package io.svcaudit.topology.policy;

import io.svcaudit.model.Workload;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Topology;
import java.util.Map;

/// Manifests for the tests of policies, and what gets through in them.
final class Cluster {
  private final Topology topology;

  Cluster(Topology topology) {
    this.topology = topology;
  }

  static Cluster of(String... documents) {
    return new Cluster(Manifest.of(String.join("---\n", documents)).topology());
  }

  static String namespace(String name, String labels) {
    return "apiVersion: v1\nkind: Namespace\nmetadata: {name: %s, labels: {%s}}\n"
        .formatted(name, labels);
  }

  /// A Deployment that is called like its label `app`.
  static String app(String namespace, String name) {
    return app(namespace, name, "");
  }

  /// @param ports a flow sequence's inside
  static String app(String namespace, String name, String ports) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %s, namespace: %s}
    spec:
      template:
        metadata: {labels: {app: %s}}
        spec: {containers: [{name: c, image: c, ports: [%s]}]}
    """
        .formatted(name, namespace, name, ports);
  }

  /// @param spec in flow style, without braces
  static String policy(String namespace, String name, String spec) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: %s, namespace: %s}
    spec: {%s}
    """
        .formatted(name, namespace, spec);
  }

  Topology topology() {
    return topology;
  }

  Workload workload(String name) {
    return topology.workloads().stream()
        .filter(workload -> workload.object().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  End pods(String name) {
    return new End.Pods(workload(name));
  }

  End anyPod(String namespace, Map<String, String> labels) {
    return new End.AnyPod(namespace, labels, topology.workloads().getFirst().object());
  }

  static End external(String cidr) {
    return new End.External(Addresses.parse(cidr).orElseThrow());
  }

  Reachability between(End from, End to) {
    return topology.policies().between(from, to);
  }

  Reachability between(String from, String to) {
    return between(pods(from), pods(to));
  }

  Verdict tcp(String from, String to, int port) {
    return between(from, to).verdict(Protocol.TCP, port);
  }

  /// What surely gets through from one workload to another, as text; with a question mark where
  /// more may.
  String connections(String from, String to) {
    return connections(pods(from), pods(to));
  }

  String connections(End from, End to) {
    Reachability reachability = between(from, to);
    boolean exact = reachability.certain().equals(reachability.possible());
    return reachability.certain() + (exact ? "" : "?");
  }
}
