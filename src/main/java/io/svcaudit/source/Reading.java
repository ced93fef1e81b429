package io.svcaudit.source;

import java.util.List;

/// Everything that a run has read.
///
/// @param files the number of files that hold at least one Kubernetes object
/// @param documents those that are Kubernetes objects (`apiVersion` and `kind`), patches left out,
///   in the order of reading
/// @param unseen what could not be read
/// @param kustomizations the kustomizations met on the way; may be empty
public record Reading(
    int files, List<Document> documents, List<Unseen> unseen, List<Kustomization> kustomizations) {
  public Reading {
    documents = List.copyOf(documents);
    unseen = List.copyOf(unseen);
    kustomizations = List.copyOf(kustomizations);
  }
}
