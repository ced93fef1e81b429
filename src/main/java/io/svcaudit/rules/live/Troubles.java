package io.svcaudit.rules.live;

import io.svcaudit.model.LivePod;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The troubles of several Pods. Those of one workload with the same trouble are told once.
final class Troubles {
  private static final int MAX_SHOWN = 3;

  private record Kind(Optional<ObjectRef> maker, String kind) {}

  private final Topology topology;
  private final List<List<PodTrouble>> groups;

  private Troubles(Topology topology, List<List<PodTrouble>> groups) {
    this.topology = topology;
    this.groups = groups;
  }

  static Troubles of(Topology topology, List<PodTrouble> all) {
    var byKind = new LinkedHashMap<Kind, List<PodTrouble>>();
    for (PodTrouble trouble : all)
      byKind
          .computeIfAbsent(
              new Kind(topology.live().maker(trouble.pod()).map(Workload::ref), trouble.kind()),
              _ -> new ArrayList<>())
          .add(trouble);
    var groups = new ArrayList<>(byKind.values());
    groups.sort(Comparator.comparingInt((List<PodTrouble> group) -> group.size()).reversed());
    return new Troubles(topology, groups);
  }

  /// Adds the commonest troubles as related places, and what to do about the first.
  Findings.Report tell(Findings.Report report) {
    for (List<PodTrouble> group : groups.subList(0, Math.min(MAX_SHOWN, groups.size()))) {
      PodTrouble first = group.getFirst();
      String label = "%s: %s".formatted(who(group), first.what());
      report.related(first.span(), label, first.pod().object());
    }
    return report.help(groups.getFirst().getFirst().help());
  }

  /// `Pod web-1 (and 9 more of Deployment web)`.
  private String who(List<PodTrouble> group) {
    LivePod pod = group.getFirst().pod();
    String name = "Pod " + pod.object().name();
    if (group.size() == 1) return name;
    String of =
        topology
            .live()
            .maker(pod)
            .filter(maker -> maker.type() != Workload.Type.POD)
            .map(maker -> " of " + maker.ref().kindAndName())
            .orElse(" like it");
    return "%s (and %d more%s)".formatted(name, group.size() - 1, of);
  }

  /// What keeps Pods from getting ready: their one workload, if they have one.
  static String cause(Topology topology, Service service, List<LivePod> pods) {
    List<Workload> makers =
        pods.stream().flatMap(pod -> topology.live().maker(pod).stream()).toList();
    return makers.stream().map(Workload::ref).distinct().count() == 1
        ? Cause.notReady(topology, makers.getFirst())
        : Cause.noEndpoints(topology, service);
  }
}
