package io.svcaudit.topology.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LivePod;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.OtherPolicy;
import io.svcaudit.model.Workload;
import java.util.List;
import java.util.Optional;

/// What the policies of a set of objects are laid over. A repository is not one cluster: everything
/// is looked up from an object.
public interface Surroundings {
  /// Policies of one namespace.
  ///
  /// @param sure whether they hold where the object is; if not, they may
  record Nearby(PolicyIndex policies, boolean sure) {}

  /// The NetworkPolicies of a namespace that are or may be with an object; may be empty.
  List<Nearby> policies(KubeObject beside, String namespace);

  /// The policies of other kinds that may be about Pods of a namespace beside an object; may be
  /// empty.
  List<OtherPolicy> otherPolicies(KubeObject beside, String namespace);

  /// Why there may be policies about Pods of a namespace though none was read; empty if all that
  /// there are were read.
  Optional<String> unseenPolicies(String namespace);

  /// The definitions of a namespace, of which one holds where the object is; empty if none was
  /// read.
  List<Namespace> namespaces(KubeObject beside, String name);

  /// The Pods of a workload that run; empty for manifests.
  List<LivePod> pods(Workload workload);
}
