package io.svcaudit.topology.reference;

import io.svcaudit.model.ConfigMap;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Resolution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How names are looked up in what was read.
public interface Lookup {
  /// The Service of a name in any namespace.
  Resolution<Service> service(KubeObject from, String namespace, String name);

  /// The ConfigMap or Secret of a name in the namespace of the object that refers to it; null if
  /// none was read.
  @Nullable ConfigMap configMap(KubeObject from, boolean secret, String name);

  /// Whether anything that was read is in a namespace.
  boolean knowsNamespace(String namespace);

  /// Whether a Service of a name was read, in whatever folder and namespace.
  boolean hasServiceNamed(String name);

  /// The workloads whose Pods a Service selects; may be empty.
  List<Workload> selected(Service service);
}
