package io.svcaudit.audit;

import io.svcaudit.model.KubeKind;
import io.svcaudit.model.Resource;
import io.svcaudit.source.Observation;
import io.svcaudit.source.Observation.Gap;
import io.svcaudit.source.Unseen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// What of a cluster could not be listed, for people.
public final class Gaps {
  /// The namespaces that a gap is in are named up to this number.
  private static final int MOST_NAMED = 3;

  private Gaps() {}

  /// What was to be read and could not be. Kinds that not every cluster has add to what is seen;
  /// one can do without, as without the labels of namespaces: less is certain then.
  public static List<Unseen> among(Set<Resource> needed, Observation seen) {
    return byKind(seen).stream()
        .filter(gaps -> needed.stream().anyMatch(resource -> misses(resource, gaps.getFirst())))
        .map(gaps -> Unseen.given(what(gaps), gaps.getFirst().why(), null))
        .toList();
  }

  /// Whether a gap hides something of a resource that cannot be done without.
  static boolean misses(Resource resource, Gap gap) {
    return resource != Resource.NAMESPACES
        && resource.kinds().stream()
            .filter(KubeKind::builtIn)
            .anyMatch(kind -> kind.qualified().equals(gap.kind()));
  }

  /// One list for each kind: the namespaces may be many.
  static Collection<List<Gap>> byKind(Observation seen) {
    var byKind = new LinkedHashMap<String, List<Gap>>();
    for (Gap gap : seen.gaps()) byKind.computeIfAbsent(gap.kind(), _ -> new ArrayList<>()).add(gap);
    return byKind.values();
  }

  /// `Ingress in namespace shop`.
  ///
  /// @param gaps of one kind, at least one
  static String what(List<Gap> gaps) {
    String kind = gaps.getFirst().kind();
    return kind.substring(0, kind.indexOf('.')) + namespaces(gaps);
  }

  private static String namespaces(List<Gap> gaps) {
    List<String> names = gaps.stream().map(Gap::namespace).filter(name -> !name.isEmpty()).toList();
    if (names.isEmpty()) return "";
    if (names.size() == 1) return " in namespace " + names.getFirst();
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    String rest = names.size() > MOST_NAMED ? ", …" : "";
    return " in %d namespaces (%s%s)".formatted(names.size(), first, rest);
  }
}
