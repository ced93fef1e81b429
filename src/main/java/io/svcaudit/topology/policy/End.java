package io.svcaudit.topology.policy;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import java.util.Map;

/// One end of a connection.
public sealed interface End {
  /// The Pods of a workload. Both ends may be the same workload: a Pod to itself, or one of several
  /// Pods to another.
  record Pods(Workload workload) implements End {}

  /// A Pod that was not read, of which only a part of the labels is known: an ingress controller, a
  /// DNS server.
  ///
  /// @param labels those that it surely has; it may have others; may be empty
  /// @param beside from where its namespace is looked up: the object that the connection is about
  record AnyPod(String namespace, Map<String, String> labels, KubeObject beside) implements End {
    public AnyPod {
      labels = Map.copyOf(labels);
    }
  }

  /// Addresses outside of the cluster. That a rule does not admit a client's address proves little:
  /// the Pod may see that of a node or load balancer instead (kubernetes.io, Network Policies).
  ///
  /// @param addresses at least one; what does not hold for all of them is unknown
  record External(Addresses addresses) implements End {
    public External {
      if (addresses.isEmpty()) throw new IllegalArgumentException("no address");
    }
  }

  /// The node that the Pod at the other end runs on, with its kubelet: always allowed
  /// (kubernetes.io, Network Policies).
  record OwnNode() implements End {}
}
