package io.svcaudit.topology.reference;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.topology.Confidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an address means to the Pods of the workload that it is given to.
public sealed interface Destination {
  /// A Service that was read.
  ///
  /// @param port the one that is asked for; null unless [#state] is `FOUND`
  /// @param pod whether the name is that of one Pod behind the Service
  /// @param own whether the Service selects the workload's own Pods: peers, or its own name
  record Found(
      Service service, @Nullable ServicePort port, PortState state, boolean pod, boolean own)
      implements Destination {}

  /// A Service that is not there, and what was read is enough to say so.
  ///
  /// @param near Services that may have been meant, the likeliest first; may be empty
  record Absent(ObjectRef wanted, Confidence confidence, List<Service> near)
      implements Destination {
    public Absent {
      near = List.copyOf(near);
    }
  }

  /// A Service that may be there, outside of what was read.
  ///
  /// @param why a clause for the user
  record Unknown(ObjectRef wanted, String why) implements Destination {}

  /// The Pod itself: `localhost`.
  record Itself() implements Destination {}

  /// An IP address.
  record Numeric() implements Destination {}

  /// Whether a Service has the port that an address asks for.
  enum PortState {
    FOUND,
    /// The address has none.
    NOT_GIVEN,
    MISSING,
    /// Nothing that was read tells: an alias, a headless Service, a port that is set later.
    UNKNOWN
  }
}
