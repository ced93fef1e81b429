package io.svcaudit.topology;

import io.svcaudit.model.Endpoints;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.Model;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Selection.Near;
import io.svcaudit.topology.policy.Surroundings;
import io.svcaudit.topology.reference.Lookup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that was read, and how a reference is looked up in it.
sealed interface World extends Lookup permits FileWorld, ClusterWorld {
  Model model();

  /// Which Pods a Service selects.
  Selection selection(Service service);

  /// Which Pods of an object's namespace a selector with operators selects.
  Selection selection(KubeObject from, LabelSelector selector);

  /// The Services that select a workload's Pods; may be empty.
  List<Service> selecting(Workload workload);

  /// The Service that an object of this world is.
  Service serviceOf(KubeObject object);

  /// The Service of a name in the namespace of the object that refers to it.
  default Resolution<Service> service(KubeObject from, String name) {
    return service(from, from.namespace(), name);
  }

  /// The Service of a name in a namespace that the object that refers to it may name itself.
  @Override
  default Resolution<Service> service(KubeObject from, String namespace, String name) {
    return switch (resolve(from, namespace, "", "Service", name)) {
      case Resolution.Found<KubeObject>(var target) -> new Resolution.Found<>(serviceOf(target));
      case Resolution.Absent<KubeObject>(var confidence, var near) ->
          new Resolution.Absent<>(confidence, near.stream().map(this::serviceOf).toList());
      case Resolution.Unknown<KubeObject>(var why) -> new Resolution.Unknown<>(why);
    };
  }

  /// The object of a kind and name in the namespace of the object that refers to it.
  default Resolution<KubeObject> resolve(KubeObject from, String group, String kind, String name) {
    return resolve(from, from.namespace(), group, kind, name);
  }

  /// The object of a kind and name in any namespace.
  ///
  /// @param namespace empty for a kind outside of namespaces
  Resolution<KubeObject> resolve(
      KubeObject from, String namespace, String group, String kind, String name);

  /// Those of some objects that belong with another one.
  List<KubeObject> beside(KubeObject from, List<KubeObject> objects);

  @Override
  default List<Workload> selected(Service service) {
    return selection(service).workloads();
  }

  /// The Endpoints and EndpointSlices of a Service; may be empty.
  List<Endpoints> endpoints(Service service);

  /// All Endpoints and EndpointSlices that belong with an object; may be empty.
  List<Endpoints> endpointsBeside(KubeObject object);

  /// The workloads of an object's namespace that belong with it.
  Stream<Workload> workloadsBeside(KubeObject object);

  /// The number of what an object belongs to: conflicts count within.
  int unit(KubeObject object);

  /// Whether there may be Pods and Services that nothing read shows.
  boolean mayHoldMore(KubeObject object);

  /// What to conclude if no Pod that was read is what an object looks for.
  ///
  /// @param object the one that looks for it, whatever selects Pods
  /// @param namespace where the Pods would be
  /// @param near the workload that was probably meant
  /// @param elsewhere whether there is one among what does not belong with the object
  /// @return [Selection.Nothing] or [Selection.Unknown]
  Selection nothing(KubeObject object, String namespace, @Nullable Near near, boolean elsewhere);

  /// Whether two objects may be in one cluster.
  boolean mayMeet(KubeObject a, KubeObject b);

  /// Whether two objects are surely in one cluster, if one of them is.
  boolean together(KubeObject a, KubeObject b);

  /// Why there may be Namespaces that were not read; empty if all of them were.
  Optional<String> unseenNamespaces();

  /// Whether everything that the user gave could be read. A cluster says of kinds what was not.
  boolean sawAllGiven();

  /// What policies are laid over.
  Surroundings surroundings();

  /// Whether a program beside an object may make workloads and Services itself.
  boolean hasOperator(KubeObject object);
}
