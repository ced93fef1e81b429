package io.svcaudit.topology.entry;

import io.svcaudit.topology.Exposure;

/// From how far a way into the cluster can be taken.
///
/// @param sure whether it is so; else it may be less
public record Reach(Exposure exposure, boolean sure) {}
