package io.svcaudit.topology;

import io.svcaudit.model.Labels.Label;
import io.svcaudit.model.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which Pods a Service selects.
public sealed interface Selection {
  /// @param workloads at least one
  record Selected(List<Workload> workloads) implements Selection {
    public Selected {
      workloads = List.copyOf(workloads);
    }
  }

  /// No workload that was read has the labels, and what was read is enough to say so.
  ///
  /// @param near the workload that was probably meant; null if none comes close
  record Nothing(Confidence confidence, @Nullable Near near) implements Selection {}

  /// The Service selects no Pods by design: no selector, or ExternalName.
  record NotApplicable() implements Selection {}

  /// The Pods may be there, outside of what was read.
  ///
  /// @param why a clause for the user
  record Unknown(String why) implements Selection {}

  /// A workload that a selector misses by little.
  ///
  /// @param wanted the pair of the selector that it lacks
  /// @param actual the label of the workload that comes closest; null if nothing resembles it (or
  ///   if only the namespace differs)
  /// @param reason what differs
  record Near(Workload workload, @Nullable Label wanted, @Nullable Label actual, Reason reason) {
    /// What differs between a selector and a near workload, the likeliest mistake first.
    public enum Reason {
      /// All labels match, in another namespace.
      NAMESPACE,
      /// The value differs by case only.
      CASE,
      /// The value is spelled a little differently.
      SPELLING,
      /// The value stands under another key.
      KEY,
      /// All labels match those of the workload itself, not those of its Pod template.
      NOT_IN_TEMPLATE,
      /// The value is another one.
      VALUE,
      /// The label is not there.
      MISSING
    }

    /// Whether the likeness alone proves the mistake.
    public boolean isStrong() {
      return switch (reason) {
        case NAMESPACE, CASE, SPELLING, KEY, NOT_IN_TEMPLATE -> true;
        case VALUE, MISSING -> false;
      };
    }
  }

  /// The selected workloads whose Pods stay: without Jobs and CronJobs, unless there are only such.
  default List<Workload> lasting() {
    List<Workload> all = workloads();
    List<Workload> lasting = all.stream().filter(w -> !w.type().runsToCompletion()).toList();
    return lasting.isEmpty() ? all : lasting;
  }

  /// The selected workloads; empty for everything but [Selected].
  default List<Workload> workloads() {
    return this instanceof Selected(List<Workload> workloads) ? workloads : List.of();
  }
}
