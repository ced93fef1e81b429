package io.svcaudit.topology.entry;

import io.svcaudit.topology.policy.End;
import java.util.List;

/// Who passes on what a route takes in.
///
/// @param name `ingress-nginx`; empty if it is not known
/// @param ends its Pods; empty if they are not known or outside of the cluster
/// @param read whether they were read, and not only taken to be where they usually are
public record Front(String name, List<End> ends, boolean read) {
  public Front {
    ends = List.copyOf(ends);
  }
}
