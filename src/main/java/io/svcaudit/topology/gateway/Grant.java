package io.svcaudit.topology.gateway;

import io.svcaudit.model.ReferenceGrant;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.List;

/// Whether a namespace allows a reference from another one.
public sealed interface Grant {
  record Given(ReferenceGrant grant) implements Grant {}

  /// @param near grants that fail at one thing; may be empty
  record Missing(Confidence confidence, List<Near> near) implements Grant {
    public Missing {
      near = List.copyOf(near);
    }
  }

  /// Grants may be there that were not read.
  record Unknown() implements Grant {}

  /// A grant of the namespace that does not allow the reference.
  ///
  /// @param field the field that fails: `from.kind`
  /// @param span where it stands
  /// @param wanted the value that would allow it
  record Near(ReferenceGrant grant, String field, Span span, String wanted) {}
}
