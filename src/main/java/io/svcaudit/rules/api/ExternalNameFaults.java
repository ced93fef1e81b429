package io.svcaudit.rules.api;

import io.svcaudit.model.Service.Type;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Sequence;
import java.util.List;

/// Faults of a Service of type ExternalName: the name, and fields that such a Service cannot have.
final class ExternalNameFaults {
  private ExternalNameFaults() {}

  static void check(Candidate candidate) {
    if (!candidate.is(Type.EXTERNAL_NAME)) return;
    name(candidate);
    Mapping spec = candidate.spec();
    for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      boolean written = spec.has(field) && !spec.text(field).orElse("-").isEmpty();
      // The server copies clusterIP to clusterIPs: one fault, not two.
      boolean copy = field.equals("clusterIPs") && !spec.text("clusterIP").orElse("").isEmpty();
      if (!written || copy || spec.get(field) instanceof Sequence s && s.items().isEmpty())
        continue;
      candidate
          .faults()
          .field(
              spec,
              "spec",
              field,
              "not with this type",
              "must not be written with type ExternalName")
          .related(candidate.service().typeSpan(), "has no address of its own", null)
          .help("remove " + field);
    }
  }

  private static void name(Candidate candidate) {
    Mapping spec = candidate.spec();
    String written = spec.text("externalName").orElse("");
    if (written.isEmpty() || written.equals(".")) {
      if (spec.has("externalName") && spec.scalar("externalName") == null) return;
      candidate
          .faults()
          .add(
              "spec.externalName",
              written.isEmpty() && !spec.has("externalName")
                  ? candidate.service().typeSpan()
                  : spec.spanOf("externalName"),
              "no name",
              "must be written with type ExternalName")
          .help("write externalName with the host name that it stands for");
      return;
    }
    String name = Values.string(spec, "externalName");
    if (name == null) return;
    String reason =
        Names.subdomain(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
    if (reason != null)
      candidate
          .faults()
          .field(spec, "spec", "externalName", "no host name", reason)
          .help("write the host name alone, without scheme, port or path");
  }
}
