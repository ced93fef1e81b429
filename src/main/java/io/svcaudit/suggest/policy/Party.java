package io.svcaudit.suggest.policy;

import io.svcaudit.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is at the other end of a connection.
sealed interface Party {
  /// The Pods of a workload that was read.
  record Pods(Workload workload) implements Party {}

  /// Pods that were not read.
  ///
  /// @param namespace empty for any
  record Unread(Optional<String> namespace, Map<String, String> labels) implements Party {
    public Unread {
      labels = Map.copyOf(labels);
    }
  }

  /// Addresses.
  ///
  /// @param cidrs at least one
  record Addresses(List<String> cidrs) implements Party {
    /// Every address of both families.
    static final Addresses ANY = new Addresses(List.of("0.0.0.0/0", "::/0"));

    public Addresses {
      cidrs = List.copyOf(cidrs);
    }

    static Addresses one(String address) {
      return new Addresses(List.of(address + (address.contains(":") ? "/128" : "/32")));
    }
  }

  /// Whoever it may be, Pods and nodes included.
  record Everyone() implements Party {}
}
