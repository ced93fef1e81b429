package io.svcaudit.topology;

import io.svcaudit.topology.reference.References;
import org.jspecify.annotations.Nullable;

/// The references of all workloads, read when they are first asked for.
final class Calls {
  private final World world;
  private @Nullable References references;

  Calls(World world) {
    this.world = world;
  }

  References all() {
    References known = references;
    if (known == null) references = known = References.of(world.model(), world);
    return known;
  }
}
