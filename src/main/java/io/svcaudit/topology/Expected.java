package io.svcaudit.topology;

import io.svcaudit.topology.intent.Checked;
import io.svcaudit.topology.intent.Checks;
import io.svcaudit.topology.intent.Intent;
import io.svcaudit.topology.kept.Once;

/// What people say, held against what is when somebody first asks.
final class Expected {
  private final Intent intent;
  private final Once<Checked> checked = new Once<>();

  Expected(Intent intent) {
    this.intent = intent;
  }

  Intent intent() {
    return intent;
  }

  /// @param topology to follow connections through; nothing is told of what is read from it
  Checked checked(Topology topology) {
    return checked.get(() -> Checks.of(topology, intent));
  }
}
