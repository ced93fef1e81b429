package io.svcaudit.rules.gateway;

import io.svcaudit.model.ReferenceGrant;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.Set;
import java.util.TreeSet;

/// A ReferenceGrant for every Secret of its namespace, or one that lets many namespaces reach every
/// Service of it. It may be meant, so the confidence is never high.
public final class GrantTooBroad implements Rule {
  /// From here on nobody keeps an eye on all of them.
  private static final int MANY = 4;

  @Override
  public String name() {
    return "grant-too-broad";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.REFERENCE_GRANTS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (ReferenceGrant grant : topology.referenceGrants()) {
      var namespaces = new TreeSet<String>();
      for (ReferenceGrant.From from : grant.from())
        if (!from.namespace().equals(grant.ref().namespace())) namespaces.add(from.namespace());
      if (namespaces.isEmpty()) continue;
      for (ReferenceGrant.To to : grant.to()) {
        if (!to.group().isEmpty() || !to.name().isEmpty()) continue;
        boolean secrets = to.kind().equals("Secret");
        boolean services = to.kind().equals("Service") && namespaces.size() >= MANY;
        if (secrets || services) report(grant, to, namespaces, secrets, out);
      }
    }
  }

  private static void report(
      ReferenceGrant grant,
      ReferenceGrant.To to,
      Set<String> namespaces,
      boolean secrets,
      Findings out) {
    String who =
        namespaces.size() == 1
            ? "namespace " + namespaces.iterator().next()
            : namespaces.size() + " namespaces";
    out.report(
            grant.object(),
            "spec.to[%s]".formatted(to.kind()),
            to.node().spanOf("kind"),
            "every one of the namespace",
            "%s lets objects of %s refer to every %s of namespace %s"
                .formatted(grant.ref(), who, to.kind(), grant.ref().namespace()))
        .severity(secrets ? Severity.MEDIUM : Severity.LOW)
        .confidence(Confidence.MEDIUM)
        .help("add name with the %s that is meant".formatted(to.kind()));
  }
}
