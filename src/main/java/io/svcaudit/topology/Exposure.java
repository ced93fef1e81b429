package io.svcaudit.topology;

/// From how far something can be reached: a ladder.
public enum Exposure {
  NONE,
  /// From Pods of the cluster.
  CLUSTER,
  /// On a port of every node.
  NODE,
  /// From the private network, through an internal load balancer.
  VPC,
  /// From anywhere that the load balancer or the route is open to.
  PUBLIC;

  public boolean isOutside() {
    return compareTo(CLUSTER) > 0;
  }
}
