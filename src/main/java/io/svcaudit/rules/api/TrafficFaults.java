package io.svcaudit.rules.api;

import io.svcaudit.model.Service.Type;
import io.svcaudit.rules.Findings;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.List;

/// Faults in the type of a Service and in how it spreads traffic.
final class TrafficFaults {
  private static final List<String> EVERYWHERE_OR_LOCAL = List.of("Cluster", "Local");

  private TrafficFaults() {}

  static void check(Candidate candidate) {
    oneOf(
        candidate, "type", true, List.of("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"));
    oneOf(candidate, "sessionAffinity", true, List.of("None", "ClientIP"));
    oneOf(
        candidate,
        "trafficDistribution",
        false,
        List.of("PreferSameZone", "PreferSameNode", "PreferClose"));
    if (candidate.isNot(Type.EXTERNAL_NAME))
      oneOf(candidate, "internalTrafficPolicy", true, EVERYWHERE_OR_LOCAL);
    externalPolicy(candidate);
    timeout(candidate);
  }

  /// Values are compared with their case. Some fields take an empty string for their default.
  private static void oneOf(Candidate candidate, String field, boolean empty, List<String> values) {
    Mapping spec = candidate.spec();
    String value = Values.string(spec, field);
    if (value == null || values.contains(value) || empty && value.isEmpty()) return;
    String all =
        String.join(", ", values.subList(0, values.size() - 1)) + " or " + values.getLast();
    Findings.Report report =
        candidate
            .faults()
            .field(
                spec,
                "spec",
                field,
                "no such value",
                "must be %s, not \"%s\"".formatted(all, value));
    for (String known : values)
      if (known.equalsIgnoreCase(value)) report.help("write %s: %s".formatted(field, known));
    if (value.equalsIgnoreCase("Headless")) report.help("use type: ClusterIP with clusterIP: None");
  }

  private static void externalPolicy(Candidate candidate) {
    Mapping spec = candidate.spec();
    String policy = spec.text("externalTrafficPolicy").orElse("");
    if (policy.isEmpty() || Values.isPlaceholder(policy)) return;
    boolean inside = candidate.is(Type.CLUSTER_IP) && !candidate.hasItems("externalIPs");
    if (inside || candidate.is(Type.EXTERNAL_NAME))
      candidate
          .faults()
          .field(
              spec,
              "spec",
              "externalTrafficPolicy",
              "nothing comes from outside",
              "is only allowed where traffic comes from outside, not with type "
                  + candidate.service().type())
          .related(candidate.service().typeSpan(), "the type", null)
          .help("remove externalTrafficPolicy");
    else oneOf(candidate, "externalTrafficPolicy", true, EVERYWHERE_OR_LOCAL);
  }

  private static void timeout(Candidate candidate) {
    Mapping clientIp = candidate.spec().mapping("sessionAffinityConfig", "clientIP");
    Scalar seconds = clientIp.scalar("timeoutSeconds");
    if (seconds == null || seconds.integer().isEmpty()) return;
    // With another affinity the server drops the configuration unread.
    if (!candidate.spec().text("sessionAffinity").orElse("").equals("ClientIP")) return;
    long value = seconds.integer().getAsLong();
    if (value < 1 || value > 86400)
      candidate
          .faults()
          .field(
              clientIp,
              "spec.sessionAffinityConfig.clientIP",
              "timeoutSeconds",
              "must be from 1 to 86400",
              "must be from 1 to 86400");
  }
}
