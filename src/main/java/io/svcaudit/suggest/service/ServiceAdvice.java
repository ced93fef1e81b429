package io.svcaudit.suggest.service;

import io.svcaudit.model.Workload;
import io.svcaudit.topology.Topology;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which Services workloads lack.
///
/// @param objects to apply; may be empty
/// @param notes on workloads that need nothing, one sentence each without a period; may be empty
public record ServiceAdvice(List<Suggested> objects, List<String> notes) {
  public ServiceAdvice {
    objects = List.copyOf(objects);
    notes = List.copyOf(notes);
  }

  /// For some workloads.
  ///
  /// @param entry how to let people in; empty for what is usual there, and only what is for them
  public static ServiceAdvice of(
      Topology topology, Collection<Workload> workloads, Optional<Entry> entry) {
    return of(new Advisor(topology, entry, true), workloads);
  }

  private static ServiceAdvice of(Advisor advisor, Collection<Workload> workloads) {
    workloads.forEach(advisor::consider);
    Suggestions found = advisor.suggestions();
    return new ServiceAdvice(found.objects(), found.notes());
  }

  /// For all workloads of some namespaces that lack one. Of those that need nothing there is no
  /// note.
  public static ServiceAdvice of(Topology topology, Predicate<String> namespaces) {
    var workloads =
        topology.workloads().stream()
            .filter(w -> namespaces.test(w.object().namespace()))
            .filter(w -> w.template().isComplete() && !w.type().runsToCompletion())
            .toList();
    var advisor = new Advisor(topology, Optional.empty(), false);
    return new ServiceAdvice(of(advisor, workloads).objects(), List.of());
  }
}
