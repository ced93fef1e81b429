package io.svcaudit.suggest.policy;

import io.svcaudit.model.NetworkPolicy.Direction;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A NetworkPolicy that is suggested.
///
/// @param namespace where it belongs
/// @param namespaceWritten whether it has to say so: manifests that name no namespace land wherever
///   they are applied
/// @param comments what a reader should know, one line each; may be empty
/// @param unused ports of Services in front of its Pods that nothing is known to use, so that
///   nobody is admitted to them, told at the first workload behind each; may be empty
/// @param isolates the policy types; never empty
/// @param ingress may be empty
/// @param egress may be empty
public record SuggestedPolicy(
    String namespace,
    boolean namespaceWritten,
    String name,
    List<String> comments,
    List<String> unused,
    PodLabels pods,
    Set<Direction> isolates,
    List<SuggestedRule> ingress,
    List<SuggestedRule> egress) {
  public SuggestedPolicy {
    comments = List.copyOf(comments);
    unused = List.copyOf(unused);
    isolates = Collections.unmodifiableSet(EnumSet.copyOf(isolates));
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  SuggestedPolicy named(String other) {
    return new SuggestedPolicy(
        namespace, namespaceWritten, other, comments, unused, pods, isolates, ingress, egress);
  }
}
