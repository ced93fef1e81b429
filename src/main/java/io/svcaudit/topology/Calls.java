package io.svcaudit.topology;

import io.svcaudit.topology.kept.Once;
import io.svcaudit.topology.reference.References;

/// The references of all workloads, read when they are first asked for.
final class Calls {
  private final World world;
  private final Once<References> references = new Once<>();

  Calls(World world) {
    this.world = world;
  }

  References all() {
    return references.get(() -> References.of(world.model(), world));
  }
}
