package io.svcaudit.topology.gateway;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Reference;
import io.svcaudit.model.ReferenceGrant;
import io.svcaudit.model.ReferenceGrant.From;
import io.svcaudit.model.ReferenceGrant.To;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for the ReferenceGrant that allows a reference: one in the namespace of what is referred
/// to, of which an item of `from` fits and an item of `to` (Gateway API, ReferenceGrant).
public final class Grants {
  private Grants() {}

  /// Whether an object may refer to one of another namespace.
  ///
  /// @param isGiven whether what it refers to was read with it, so that the grants would be there,
  ///   too
  public static Grant of(Topology topology, KubeObject from, Reference to, boolean isGiven) {
    List<KubeObject> there =
        topology.beside(
            from,
            topology.referenceGrants().stream()
                .filter(grant -> grant.ref().namespace().equals(to.namespace()))
                .map(ReferenceGrant::object)
                .toList());
    var near = new ArrayList<Grant.Near>();
    for (ReferenceGrant grant : topology.referenceGrants()) {
      if (!there.contains(grant.object())) continue;
      if (allows(grant, from, to)) return new Grant.Given(grant);
      Grant.Near close = near(grant, from, to);
      if (close != null) near.add(close);
    }
    Optional<Confidence> sure = topology.absenceOfGrants(from, to.namespace());
    if (isGiven && sure.filter(Confidence.CERTAIN::equals).isEmpty())
      return new Grant.Missing(Confidence.HIGH, near);
    return sure.isEmpty() ? new Grant.Unknown() : new Grant.Missing(sure.get(), near);
  }

  private static boolean allows(ReferenceGrant grant, KubeObject from, Reference to) {
    return grant.from().stream().anyMatch(item -> failing(item, from).isEmpty())
        && grant.to().stream().anyMatch(item -> failing(item, to).isEmpty());
  }

  /// The one field that a grant fails at; null if it fails at several.
  private static Grant.@Nullable Near near(ReferenceGrant grant, KubeObject from, Reference to) {
    Grant.Near found = null;
    boolean comes = grant.from().stream().anyMatch(item -> failing(item, from).isEmpty());
    boolean goes = grant.to().stream().anyMatch(item -> failing(item, to).isEmpty());
    if (goes)
      for (From item : grant.from()) {
        List<String> failing = failing(item, from);
        if (failing.size() == 1) {
          String field = failing.getFirst();
          found =
              new Grant.Near(grant, "from." + field, item.node().spanOf(field), value(field, from));
        }
      }
    if (comes)
      for (To item : grant.to()) {
        List<String> failing = failing(item, to);
        if (failing.size() == 1) {
          String field = failing.getFirst();
          found = new Grant.Near(grant, "to." + field, item.node().spanOf(field), value(field, to));
        }
      }
    return found;
  }

  private static String value(String field, KubeObject from) {
    return switch (field) {
      case "group" -> from.ref().group();
      case "kind" -> from.kind();
      default -> from.namespace();
    };
  }

  private static String value(String field, Reference to) {
    return switch (field) {
      case "group" -> to.group().isEmpty() ? "\"\"" : to.group();
      case "kind" -> to.kind();
      default -> to.name();
    };
  }

  private static List<String> failing(From item, KubeObject from) {
    var failing = new ArrayList<String>();
    if (!item.group().equals(from.ref().group())) failing.add("group");
    if (!item.kind().equals(from.kind())) failing.add("kind");
    if (!item.namespace().equals(from.namespace())) failing.add("namespace");
    return failing;
  }

  private static List<String> failing(To item, Reference to) {
    var failing = new ArrayList<String>();
    if (!item.group().equals(to.group())) failing.add("group");
    if (!item.kind().equals(to.kind())) failing.add("kind");
    if (!item.name().isEmpty() && !item.name().equals(to.name())) failing.add("name");
    return failing;
  }
}
