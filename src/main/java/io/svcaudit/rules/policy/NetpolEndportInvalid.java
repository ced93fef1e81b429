package io.svcaudit.rules.policy;

import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An `endPort` that ends no range: without a numeric `port`, below it, or no port (networking/v1
/// NetworkPolicyPort: "can only be defined if the port field is defined as a numeric port").
public final class NetpolEndportInvalid implements Rule {
  @Override
  public String name() {
    return "netpol-endport-invalid";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ANY);
  }

  private static final long LAST_PORT = 65535;

  /// @param label of the place
  /// @param reason follows the field's path
  private record Fault(String label, String reason, String help) {}

  @Override
  public void check(Topology topology, Findings out) {
    for (PolicyItem port : PolicyItem.ports(topology)) {
      Scalar end = port.node().scalar("endPort");
      if (end == null || end.integer().isEmpty()) continue;
      Fault fault = fault(port.node(), end.integer().getAsLong());
      if (fault == null) continue;
      var report =
          out.report(
                  port.policy(),
                  port.path() + ".endPort",
                  port.node().spanOf("endPort"),
                  fault.label(),
                  "the API server rejects %s: %s.endPort %s"
                      .formatted(port.policy().ref(), port.path(), fault.reason()))
              .confidence(Confidence.CERTAIN)
              .help(fault.help());
      if (port.node().has("port"))
        report.related(port.node().spanOf("port"), "where the range begins", null);
    }
  }

  private static @Nullable Fault fault(Mapping port, long end) {
    if (!port.has("port"))
      return new Fault(
          "no port",
          "needs port, the first of the range",
          "write port with the first of the range");
    Scalar first = port.scalar("port");
    if (first == null) return null;
    if (first.isString()) {
      // A number in quotes, or what is filled in later, is another rule's.
      boolean isName = first.text().matches("[a-z0-9-]*[a-z][a-z0-9-]*");
      return isName
          ? new Fault(
              "the port is a name",
              "needs a number for port, not a name",
              "write the number of the first port, or remove endPort")
          : null;
    }
    if (end < 1 || end > LAST_PORT)
      return new Fault("no port", "must be from 1 to 65535", "write the last port of the range");
    if (first.integer().isPresent() && end < first.integer().getAsLong())
      return new Fault(
          "less than port",
          "is less than port, which is " + first.text(),
          "write the smaller number at port and the greater one at endPort");
    return null;
  }
}
