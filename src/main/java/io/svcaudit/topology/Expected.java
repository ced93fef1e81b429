package io.svcaudit.topology;

import io.svcaudit.topology.intent.Checked;
import io.svcaudit.topology.intent.Checks;
import io.svcaudit.topology.intent.Intent;
import org.jspecify.annotations.Nullable;

/// What people say, held against what is when somebody first asks.
final class Expected {
  private final Intent intent;
  private @Nullable Checked checked;

  Expected(Intent intent) {
    this.intent = intent;
  }

  Intent intent() {
    return intent;
  }

  /// @param topology to follow connections through; nothing is told of what is read from it
  Checked checked(Topology topology) {
    Checked known = checked;
    if (known == null) checked = known = Checks.of(topology, intent);
    return known;
  }
}
