package io.svcaudit.audit;

import io.svcaudit.model.Resource;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Trace;
import io.svcaudit.topology.trace.Tracer;
import java.util.Set;

/// Follows connections between the ends that users name.
public final class Tracing {
  /// What has to be read for it.
  public static final Set<Resource> READS = Tracer.READS;

  private final Topology topology;
  private final Tracer tracer;
  private final Ends ends;

  /// @param namespace where names are looked up first
  public Tracing(Topology topology, String namespace) {
    this.topology = topology;
    this.tracer = new Tracer(topology);
    this.ends = new Ends(topology, tracer, namespace);
  }

  /// Whether there is anything to follow a connection through.
  public boolean isEmpty() {
    return topology.services().isEmpty() && topology.workloads().isEmpty();
  }

  /// Follows the connection between two ends.
  ///
  /// @throws UsageException if one of them is not there, or may be several
  public Trace trace(String from, String to) throws UsageException {
    return tracer.trace(ends.client(from), ends.goal(to));
  }
}
