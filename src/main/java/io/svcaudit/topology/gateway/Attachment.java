package io.svcaudit.topology.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.KubeObject;
import io.svcaudit.topology.Resolution;
import java.util.List;

/// What becomes of a route at one of its parents.
public sealed interface Attachment {
  /// @param listeners those that take it; never empty
  record Attached(Gateway gateway, List<Listener> listeners) implements Attachment {
    public Attached {
      listeners = List.copyOf(listeners);
    }
  }

  /// No listener takes it.
  ///
  /// @param reason what the last of them failed at
  /// @param listeners those that failed at it; all of the Gateway for [Reason#LISTENER]
  record Refused(Gateway gateway, Reason reason, List<Listener> listeners) implements Attachment {
    public Refused {
      listeners = List.copyOf(listeners);
    }
  }

  /// The Gateway is not there.
  record Missing(Resolution.Absent<KubeObject> absent) implements Attachment {}

  /// @param why a clause for the user
  record Unknown(String why) implements Attachment {}

  /// What a listener is asked for, in this order.
  enum Reason {
    /// `sectionName` and `port` of the route.
    LISTENER,
    /// Its protocol and `allowedRoutes.kinds`.
    KIND,
    /// `allowedRoutes.namespaces`.
    NAMESPACE,
    /// A host in common.
    HOSTNAME
  }
}
