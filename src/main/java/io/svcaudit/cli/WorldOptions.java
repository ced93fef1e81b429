package io.svcaudit.cli;

import io.svcaudit.audit.ClusterAudit;
import io.svcaudit.audit.Gaps;
import io.svcaudit.audit.Graphs;
import io.svcaudit.kube.ApiFailure;
import io.svcaudit.kube.Cluster;
import io.svcaudit.kube.ClusterReader;
import io.svcaudit.model.Resource;
import io.svcaudit.source.ClusterReading;
import io.svcaudit.source.Inputs;
import io.svcaudit.source.Reader;
import io.svcaudit.source.Reading;
import io.svcaudit.source.Unseen;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a question is about: manifests, the cluster, or the cluster with manifests laid over it.
final class WorldOptions {
  @Mixin private FileOptions input = new FileOptions();

  @Option(names = "--live", description = "Lay the files over the cluster.")
  private boolean live;

  @Mixin private LiveOptions cluster = new LiveOptions();

  /// What was read.
  ///
  /// @param namespace where names are looked up first
  /// @param asked the namespaces that the user asked about; empty for all that were read
  /// @param unseen what was given and could not be read; may be empty
  /// @param gaps what could not be listed from the cluster; may be empty
  record World(
      Topology topology,
      String namespace,
      Set<String> asked,
      List<Unseen> unseen,
      List<Unseen> gaps) {
    World {
      asked = Set.copyOf(asked);
      unseen = List.copyOf(unseen);
      gaps = List.copyOf(gaps);
    }

    /// Whether something that was given could not be read.
    boolean partly() {
      return !unseen.isEmpty();
    }
  }

  /// Reads.
  ///
  /// @param paths of manifests that were given as arguments; may be empty
  /// @param resources what is needed of a cluster
  /// @param named other namespaces that are needed of a cluster; may be empty
  World read(Host host, List<String> paths, Set<Resource> resources, Set<String> named)
      throws IOException, UsageException, ApiFailure {
    boolean files = !input.isEmpty() || !paths.isEmpty();
    if (files && !live) {
      cluster.checkUnused();
      String namespace = cluster.namespace().isEmpty() ? "default" : cluster.namespace();
      Reading reading = files(host, paths);
      List<Unseen> unseen = Complaints.all(reading.unseen(), host);
      return new World(Graphs.of(reading, namespace), namespace, Set.of(), unseen, List.of());
    }
    Cluster connected = cluster.connect(host);
    String namespace = connected.namespace();
    Set<String> asked = cluster.allNamespaces() ? Set.of() : Set.of(namespace);
    var namespaces = new TreeSet<>(named);
    namespaces.add(namespace);
    if (!files) {
      ClusterReading reading = read(host, connected, resources, namespaces);
      List<Unseen> gaps = Gaps.among(resources, reading.seen());
      return new World(Graphs.of(reading), namespace, asked, List.of(), gaps);
    }
    Reading change = files(host, paths);
    List<Unseen> unseen = Complaints.all(change.unseen(), host);
    Set<String> changed = ClusterAudit.namespaces(change, namespace);
    namespaces.addAll(changed);
    ClusterReading reading = read(host, connected, resources, namespaces);
    Set<String> about = cluster.allNamespaces() ? Set.of() : changed;
    List<Unseen> gaps = Gaps.among(resources, reading.seen());
    return new World(Graphs.of(reading, change, namespace), namespace, about, unseen, gaps);
  }

  /// The files that were given as options.
  Inputs inputs() {
    return input.inputs(List.of());
  }

  private Reading files(Host host, List<String> paths) throws IOException, UsageException {
    return Reader.read(input.inputs(paths), host.workingDirectory(), host.in(), host.environment());
  }

  private ClusterReading read(
      Host host, Cluster connected, Set<Resource> resources, Set<String> namespaces)
      throws UsageException, ApiFailure {
    try (var progress = new ProgressLine(host.err(), host.isTerminal())) {
      return new ClusterReader(connected, progress)
          .read(resources, cluster.allNamespaces() ? Set.of() : namespaces);
    }
  }

  /// What was asked about, for messages.
  String describe() {
    return describe(List.of());
  }

  /// The same.
  ///
  /// @param paths of manifests that were given as arguments; may be empty
  String describe(List<String> paths) {
    var all = new ArrayList<>(paths);
    all.addAll(input.describe());
    return all.isEmpty() ? "the cluster" : String.join(", ", all);
  }
}
