package io.svcaudit.topology.backend;

import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import org.jspecify.annotations.Nullable;

/// A port of a Service that leads to something we know.
///
/// @param workload whose Pods were looked at; null if none was read and the Service alone speaks
public record Backend(ServicePort port, Classification what, @Nullable Workload workload) {}
