package io.svcaudit.topology;

import io.svcaudit.model.Container;
import io.svcaudit.model.ContainerPort;
import org.jspecify.annotations.Nullable;

/// Where a Service port leads in the Pods of one workload (the rules of the EndpointSlice
/// controller).
public sealed interface Target {
  /// @param number the Pod's port
  /// @param container the one that declares it; null if none does, which is legal for numbers
  record Resolved(long number, @Nullable Container container, @Nullable ContainerPort port)
      implements Target {}

  /// The name is on no serving container with that protocol: the endpoint loses this port silently.
  ///
  /// @param otherProtocol a port of that name with another protocol
  /// @param near a port of that protocol whose name resembles it, or one of exactly that name that
  ///   an ordinary init container declares
  record Unresolved(@Nullable ContainerPort otherProtocol, @Nullable ContainerPort near)
      implements Target {}
}
