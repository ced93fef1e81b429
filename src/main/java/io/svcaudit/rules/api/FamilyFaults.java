package io.svcaudit.rules.api;

import io.svcaudit.model.Address;
import io.svcaudit.model.Service;
import io.svcaudit.model.Service.Type;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Faults in the address families of a Service. Whether a cluster has both of them is not known
/// here.
final class FamilyFaults {
  private static final Set<String> FAMILIES = Set.of("IPv4", "IPv6");
  private static final Set<String> POLICIES =
      Set.of("SingleStack", "PreferDualStack", "RequireDualStack");

  private FamilyFaults() {}

  static void check(Candidate candidate) {
    if (candidate.is(Type.EXTERNAL_NAME)) return;
    families(candidate);
    ofAddress(candidate);
  }

  /// The first family is that of the address.
  private static void ofAddress(Candidate candidate) {
    String address = candidate.spec().text("clusterIP").orElse("");
    Address parsed = Address.parse(address);
    List<Node> families = candidate.spec().items("ipFamilies");
    if (parsed == null || families.isEmpty() || !(families.getFirst() instanceof Scalar first))
      return;
    String own = parsed.isIpv6() ? "IPv6" : "IPv4";
    if (FAMILIES.contains(first.text()) && !first.text().equals(own))
      candidate
          .faults()
          .field(
              candidate.spec(),
              "spec",
              "clusterIP",
              "an %s address".formatted(own),
              "must be an %s address".formatted(first.text()))
          .related(first.span(), "the first family", null);
  }

  private static void families(Candidate candidate) {
    Faults faults = candidate.faults();
    Mapping spec = candidate.spec();
    var seen = new HashSet<String>();
    for (Node item : spec.items("ipFamilies")) {
      if (!(item instanceof Scalar family) || Values.isPlaceholder(family.text())) continue;
      String path = "spec.ipFamilies[%s]".formatted(family.text());
      if (!FAMILIES.contains(family.text()))
        faults.add(path, family.span(), "no such family", "must be IPv4 or IPv6");
      else if (!seen.add(family.text()))
        faults.add(path, family.span(), "written twice", "must not be written twice");
    }
    String policy = Values.string(spec, "ipFamilyPolicy");
    if (policy != null && !policy.isEmpty() && !POLICIES.contains(policy))
      faults.field(
          spec,
          "spec",
          "ipFamilyPolicy",
          "no such policy",
          "must be SingleStack, PreferDualStack or RequireDualStack");
    else if (seen.size() == 2 && isSingleStack(candidate.service(), policy))
      faults
          .add(
              "spec.ipFamilyPolicy",
              spec.has("ipFamilyPolicy")
                  ? spec.spanOf("ipFamilyPolicy")
                  : spec.spanOf("ipFamilies"),
              "two families need a dual-stack policy",
              "must be PreferDualStack or RequireDualStack with two families")
          .help("write ipFamilyPolicy: PreferDualStack");
  }

  /// A headless Service without selector is dual-stack if nothing else is written.
  private static boolean isSingleStack(Service service, @Nullable String policy) {
    if (policy != null) return policy.equals("SingleStack");
    return !service.spec().has("ipFamilyPolicy")
        && !(service.headless() && service.selector().isEmpty());
  }
}
