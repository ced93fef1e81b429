package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.End;
import java.util.Map;

/// Who connects.
public sealed interface Client {
  /// As the user would write it.
  String name();

  /// The end of the connection, for policies.
  End end();

  /// The Pods of a workload.
  record Pods(Workload workload) implements Client {
    @Override
    public String name() {
      return workload.object().name();
    }

    @Override
    public End end() {
      return new End.Pods(workload);
    }
  }

  /// Any Pod of a namespace, whatever its labels.
  ///
  /// @param beside from where the namespace is looked up
  record Namespace(String namespace, KubeObject beside) implements Client {
    @Override
    public String name() {
      return "namespace " + namespace;
    }

    @Override
    public End end() {
      return new End.AnyPod(namespace, Map.of(), beside);
    }
  }

  /// Anybody outside of the cluster.
  record Internet() implements Client {
    @Override
    public String name() {
      return "internet";
    }

    @Override
    public End end() {
      return new End.External(Addresses.ALL);
    }
  }
}
