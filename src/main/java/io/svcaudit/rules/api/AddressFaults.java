package io.svcaudit.rules.api;

import io.svcaudit.model.Address;
import io.svcaudit.model.Service.Type;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import java.util.List;

/// Faults in the addresses of a Service. Which range they come from is an option of the cluster.
final class AddressFaults {
  private AddressFaults() {}

  static void check(Candidate candidate) {
    if (!candidate.is(Type.EXTERNAL_NAME)) clusterIp(candidate);
    externalIps(candidate);
  }

  private static void clusterIp(Candidate candidate) {
    Faults faults = candidate.faults();
    Mapping spec = candidate.spec();
    List<Node> all = spec.items("clusterIPs");
    String address = Values.string(spec, "clusterIP");
    if (address == null || address.isEmpty()) {
      if (!all.isEmpty() && (address != null || !spec.has("clusterIP")))
        faults
            .field(
                spec,
                "spec",
                "clusterIPs",
                "clusterIP is missing",
                "must not be written without clusterIP")
            .help("write clusterIP with the first of them, or remove clusterIPs");
      return;
    }
    if (address.equals("None")) {
      if (candidate.service().isNodePortOrLoadBalancer())
        faults
            .field(
                spec,
                "spec",
                "clusterIP",
                "the type needs an address",
                "must not be None with type " + candidate.service().type())
            .related(candidate.service().typeSpan(), "needs a cluster address", null)
            .help("remove clusterIP: None, or use type: ClusterIP");
    } else if (Address.parse(address) == null) {
      faults
          .field(spec, "spec", "clusterIP", "no IP address", "must be an IP address or None")
          .help("remove it; the cluster chooses an address");
      return;
    }
    if (!all.isEmpty()
        && all.getFirst() instanceof Scalar first
        && !first.text().equals(address)
        && !Values.isPlaceholder(first.text()))
      faults.add(
          "spec.clusterIPs",
          first.span(),
          "not the clusterIP",
          "must start with the value of clusterIP");
  }

  private static void externalIps(Candidate candidate) {
    for (Node item : candidate.spec().items("externalIPs")) {
      if (!(item instanceof Scalar scalar) || !scalar.isString()) continue;
      if (Values.isPlaceholder(scalar.text())) continue;
      Address address = Address.parse(scalar.text());
      String special = address == null ? null : address.special();
      String path = "spec.externalIPs[%s]".formatted(scalar.text());
      if (address == null)
        candidate.faults().add(path, scalar.span(), "no IP address", "must be an IP address");
      else if (special != null)
        candidate.faults().add(path, scalar.span(), special, "must not be " + special);
    }
  }
}
