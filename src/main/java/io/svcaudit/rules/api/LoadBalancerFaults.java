package io.svcaudit.rules.api;

import io.svcaudit.model.Address;
import io.svcaudit.model.Service.Type;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import java.util.List;

/// Faults in what only a Service of type LoadBalancer may have. Its `loadBalancerIP` is never
/// looked at.
final class LoadBalancerFaults {
  private static final String RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

  private LoadBalancerFaults() {}

  static void check(Candidate candidate) {
    Mapping spec = candidate.spec();
    if (candidate.isNot(Type.LOAD_BALANCER)) {
      if (candidate.hasItems("loadBalancerSourceRanges"))
        otherType(candidate, "loadBalancerSourceRanges");
      for (String field : List.of("allocateLoadBalancerNodePorts", "loadBalancerClass"))
        if (spec.has(field)) otherType(candidate, field);
    }
    if (candidate.is(Type.LOAD_BALANCER)) {
      String name = Values.string(spec, "loadBalancerClass");
      String reason = name == null ? null : Names.qualified(name);
      if (reason != null)
        candidate.faults().field(spec, "spec", "loadBalancerClass", "not a class", reason);
      for (Node item : spec.items("loadBalancerSourceRanges"))
        if (item instanceof Scalar scalar && scalar.isString())
          range(
              candidate,
              "spec.loadBalancerSourceRanges[%s]".formatted(scalar.text()),
              scalar.span(),
              scalar.text());
    }
    annotation(candidate);
    healthCheck(candidate);
  }

  private static void otherType(Candidate candidate, String field) {
    candidate
        .faults()
        .field(
            candidate.spec(),
            "spec",
            field,
            "not with this type",
            "is only allowed with type LoadBalancer, not " + candidate.service().type())
        .related(candidate.service().typeSpan(), "the type", null)
        .help("remove %s, or use type: LoadBalancer".formatted(field));
  }

  private static void range(Candidate candidate, String path, Span span, String text) {
    if (Values.isPlaceholder(text) || Address.isCidr(text.strip())) return;
    var report =
        candidate
            .faults()
            .add(path, span, "no range of addresses", "must be a range like 10.0.0.0/8");
    if (Address.parse(text.strip()) != null)
      report.help(
          "write %s/%d for this one address"
              .formatted(text.strip(), text.contains(":") ? 128 : 32));
  }

  /// The older way to write the ranges; the field hides it.
  private static void annotation(Candidate candidate) {
    Mapping annotations = candidate.service().object().metadata().mapping("annotations");
    String value = Values.string(annotations, RANGES);
    if (value == null || value.isBlank()) return;
    String path = "metadata.annotations[%s]".formatted(RANGES);
    Span span = annotations.spanOf(RANGES);
    if (candidate.isNot(Type.LOAD_BALANCER))
      candidate
          .faults()
          .add(
              path,
              span,
              "not with this type",
              "is only allowed with type LoadBalancer, not " + candidate.service().type())
          .help("remove the annotation, or use type: LoadBalancer");
    else if (candidate.is(Type.LOAD_BALANCER) && !candidate.hasItems("loadBalancerSourceRanges"))
      for (String range : value.split(",", -1)) range(candidate, path, span, range);
  }

  private static void healthCheck(Candidate candidate) {
    Scalar port = candidate.spec().scalar("healthCheckNodePort");
    if (port == null || !Values.isInt32(port) || !candidate.typeKnown()) return;
    long number = port.integer().orElse(0);
    if (number == 0) return;
    String policy = candidate.spec().text("externalTrafficPolicy").orElse("");
    boolean local = policy.equals("Local") || Values.isPlaceholder(policy);
    if (!candidate.is(Type.LOAD_BALANCER) || !local)
      healthCheck(
          candidate,
          "needs externalTrafficPolicy: Local",
          "is only allowed with type LoadBalancer and externalTrafficPolicy Local");
    else if (number < 1 || number > 65535)
      healthCheck(candidate, "not the number of a port", "must be from 1 to 65535");
  }

  private static void healthCheck(Candidate candidate, String label, String reason) {
    candidate
        .faults()
        .field(candidate.spec(), "spec", "healthCheckNodePort", label, reason)
        .help("remove healthCheckNodePort; the cluster chooses one where it is needed");
  }
}
