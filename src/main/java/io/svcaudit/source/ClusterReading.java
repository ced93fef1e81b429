package io.svcaudit.source;

import java.util.List;

/// What was read of a cluster.
///
/// @param documents one for each object
/// @param seen what of the cluster that is
public record ClusterReading(List<Document> documents, Observation seen) {
  public ClusterReading {
    documents = List.copyOf(documents);
  }
}
