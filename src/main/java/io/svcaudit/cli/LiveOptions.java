package io.svcaudit.cli;

import io.svcaudit.kube.Cluster;
import io.svcaudit.source.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which cluster, and which part of it.
final class LiveOptions {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      description =
          "The namespace to audit (default: the context's); for manifests that of the objects that"
              + " name none (default: default).")
  private String namespace = "";

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Audit all namespaces of the cluster.")
  private boolean allNamespaces;

  @Mixin private ConnectionFlags connection = new ConnectionFlags();

  Cluster connect(Host host) throws UsageException {
    if (allNamespaces && !namespace.isEmpty())
      throw new UsageException("-A and -n exclude each other; leave one out");
    return connection.connect(namespace, host);
  }

  boolean allNamespaces() {
    return allNamespaces;
  }

  /// Of `-n`; empty if it was not given.
  String namespace() {
    return namespace;
  }

  /// What would be ignored without a cluster is an error.
  void checkUnused() throws UsageException {
    if (allNamespaces || connection.isGiven())
      throw new UsageException(
          "-A and the flags of the connection are for a cluster; add --live to compare the files"
              + " with it, or name no files to audit it");
  }

  /// The part of the cluster that is read, for people.
  String where(Cluster cluster) {
    String part = allNamespaces ? "all namespaces" : "namespace " + cluster.namespace();
    return cluster.context().isEmpty() ? part : part + " of " + cluster.context();
  }
}
