package io.svcaudit.topology.entry;

import io.svcaudit.topology.policy.End;
import java.util.List;
import java.util.Map;

/// Who passes on what a route takes in.
///
/// @param name `ingress-nginx`; empty if it is not known
/// @param ends its Pods; empty if they are not known or outside of the cluster
/// @param read whether they were read, and not only taken to be where they usually are
public record Front(String name, List<End> ends, boolean read) {
  public Front {
    ends = List.copyOf(ends);
  }

  /// As messages call it.
  public String called() {
    return name.isEmpty() ? "what serves it" : name;
  }

  /// Whom the Pods behind a route see at the other end: any Pod, where the proxy is not known.
  public End seen(EntryPoint.Routed route) {
    return ends.isEmpty() ? new End.AnyPod("", Map.of(), route.object()) : ends.getFirst();
  }
}
