package io.svcaudit.topology.map;

import io.svcaudit.source.Spot;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who can be reached from where, and who calls whom.
///
/// @param groups in the order of their namespaces; may be empty
/// @param entries the ways in from outside of the cluster; may be empty
/// @param calls what workloads are configured to call; may be empty
/// @param leftOut how many workloads and Services are not shown, since they are not connected with
///   what was asked for
/// @param unseen what could not be read, a sentence each without a period; may be empty
public record ConnectionMap(
    List<Group> groups, List<Entry> entries, List<Call> calls, int leftOut, List<String> unseen) {
  public ConnectionMap {
    groups = List.copyOf(groups);
    entries = List.copyOf(entries);
    calls = List.copyOf(calls);
    unseen = List.copyOf(unseen);
  }

  /// A map of all that was to be read.
  public ConnectionMap(List<Group> groups, List<Entry> entries, List<Call> calls, int leftOut) {
    this(groups, entries, calls, leftOut, List.of());
  }

  /// The same, with what could not be read.
  public ConnectionMap without(List<String> unread) {
    return new ConnectionMap(groups, entries, calls, leftOut, unread);
  }

  /// All nodes, in the order of their groups; may be empty.
  public Stream<Node> nodes() {
    return groups.stream().flatMap(group -> group.nodes().stream());
  }

  /// What one namespace holds.
  ///
  /// @param unit the folder, or the file, where several hold objects of the same names: a namespace
  ///   of `overlays/dev` is not that of `overlays/prod`; else empty
  /// @param nodes in the order of their names; never empty
  public record Group(String namespace, String unit, List<Node> nodes) {
    public Group {
      nodes = List.copyOf(nodes);
    }

    /// A namespace that is there but once.
    public Group(String namespace, List<Node> nodes) {
      this(namespace, "", nodes);
    }

    /// `shop`, or `shop in overlays/dev`.
    public String title() {
      return unit.isEmpty() ? namespace : namespace + " in " + unit;
    }
  }

  /// A workload with the Services in front of it, or a Service that has no Pods among what was
  /// read.
  ///
  /// @param id unique in the map: `NAMESPACE/KIND/NAME`, after `UNIT:` if its group has one
  /// @param kind Deployment, StatefulSet, …, Service
  /// @param what what it seems to be: `PostgreSQL`; empty if that is not known
  /// @param exposure the widest of its ports and of the ways around its Services
  /// @param ports may be empty
  /// @param faults what keeps it from being reached, a sentence each without a period; may be empty
  /// @param spot where it is written; null if it was only named
  public record Node(
      String id,
      String kind,
      String name,
      String what,
      Exposure exposure,
      List<Port> ports,
      List<String> faults,
      @Nullable Spot spot) {
    public Node {
      ports = List.copyOf(ports);
      faults = List.copyOf(faults);
    }
  }

  /// A port of a Service, and where it leads.
  ///
  /// @param name `http`; empty if it has none
  /// @param target the port of the Pods, number or name as it is written if it does not resolve
  /// @param exposure how far it reaches: by its Service and by routes
  public record Port(
      String service,
      String name,
      long number,
      String protocol,
      String target,
      Exposure exposure) {}

  /// A way in from outside of the cluster.
  ///
  /// @param id unique in the map
  /// @param kind Ingress, HTTPRoute, NodePort, LoadBalancer, hostPort, …
  /// @param name of the object that opens it
  /// @param text what a client uses: `shop.example.com/api`, `:30432 on every node`
  /// @param to the [Node#id()]; the Service of a route that is not there has a node, too
  /// @param port of the Service; 0 if it is not known
  /// @param why what stops it; empty if it works
  public record Entry(
      String id,
      String kind,
      String name,
      String text,
      Exposure exposure,
      String to,
      long port,
      Verdict verdict,
      String why) {}

  /// What a workload is configured to call.
  ///
  /// @param from the [Node#id()]
  /// @param to the [Node#id()]
  /// @param service that is called; empty if the Pods are
  /// @param port of the Service; 0 if it is not known
  /// @param where the configuration says so: `env API_URL`
  /// @param why what stops it; empty if it works
  public record Call(
      String from,
      String to,
      String service,
      long port,
      String where,
      Verdict verdict,
      String why) {}
}
