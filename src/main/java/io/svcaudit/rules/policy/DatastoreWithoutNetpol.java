package io.svcaudit.rules.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.model.Workload;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.NearWorkload;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.policy.Neighbours.Closed;
import io.svcaudit.rules.policy.Neighbours.Missed;
import io.svcaudit.rules.policy.Stores.Store;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Evidence;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A data store whose Pods no policy isolates, though somebody uses NetworkPolicies here and left
/// it out. Where nobody does, nothing is said: the reader knows.
public final class DatastoreWithoutNetpol implements Rule {
  @Override
  public String name() {
    return "datastore-without-netpol";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(
        Resource.NETWORK_POLICIES,
        Resource.NAMESPACES,
        Resource.WORKLOADS,
        Resource.SERVICES,
        Resource.INGRESSES,
        Resource.CONFIG_MAPS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    Collection<Neighbours> places = Neighbours.all(topology);
    if (places.isEmpty() || Enforcement.isMissing(topology)) return;
    var stores = new OpenStores(topology);
    for (Neighbours place : places) {
      if (place.policies().isEmpty()) continue;
      for (Workload workload : place.open())
        stores
            .of(workload)
            .ifPresent(
                store -> report(topology, place, store, place.missed(topology, workload), out));
    }
  }

  private static void report(
      Topology topology, Neighbours place, Store store, @Nullable Missed missed, Findings out) {
    Workload workload = store.workload();
    Evidence strongest = store.what().evidence().getFirst();
    var report =
        out.report(
                workload.object(),
                "spec",
                workload.object().nameSpan(),
                "no NetworkPolicy selects its Pods for ingress",
                "any Pod of the cluster may connect to %s of %s: the NetworkPolicies of namespace %s leave it out"
                    .formatted(store.what().product(), workload.ref(), place.namespace()))
            .evidence(store.what().describe())
            .related(strongest.span(), store.what().label(), null);
    if (missed != null) {
      report
          .cause(Cause.missed(topology, missed.by()))
          .confidence(missed.nothing().confidence())
          .related(
              NetpolSelectsNothing.place(missed.by().object().spec(), missed.near()),
              "meant for its Pods, and selects none",
              missed.by().object())
          .help(
              "in %s, %s"
                  .formatted(
                      missed.by().object().ref().kindAndName(), NearWorkload.help(missed.near())));
      return;
    }
    Set<String> chart = Set.of(Neighbours.chartOf(workload.object()));
    Optional<Closed> closed =
        place.closed().stream().filter(each -> each.tellsOf(chart)).findFirst();
    KubeObject example = closed.map(Closed::by).orElse(place.policies().getFirst()).object();
    report
        .confidence(
            closed.isPresent() && topology.sawAllGiven() ? Confidence.HIGH : Confidence.MEDIUM)
        .related(
            example.spec().spanOf("podSelector"),
            closed
                .map(each -> "isolates %s, not this".formatted(each.workload().ref().kindAndName()))
                .orElse("does not select it"),
            example)
        .help(help(topology, store));
  }

  private static String help(Topology topology, Store store) {
    String clients = Clients.of(topology, store);
    return "add a NetworkPolicy that selects its Pods and admits %s to port %d"
        .formatted(clients.isEmpty() ? "its clients alone" : clients, store.number());
  }
}
