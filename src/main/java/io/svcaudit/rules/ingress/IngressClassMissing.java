package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.IngressClass;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An Ingress that names no class where no class is the default: whether any controller serves it
/// is that controller's choice (kubernetes.io, Default IngressClass).
public final class IngressClassMissing implements Rule {
  @Override
  public String name() {
    return "ingress-class-missing";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.INGRESS_CLASSES);
  }

  @Override
  public void check(Topology topology, Findings out) {
    List<IngressClass> classes = topology.ingressClasses();
    if (classes.stream().anyMatch(IngressClass::isDefault)) return;
    for (Ingress ingress : topology.ingresses()) {
      if (ingress.className().isPresent() || Served.isServed(ingress)) continue;
      Confidence confidence = confidence(topology, ingress, classes);
      if (confidence != null) report(topology, ingress, classes, confidence, out);
    }
  }

  /// Null if it is not known. Manifests mostly leave the class to the cluster; where they bring a
  /// controller along, its class is the one to name.
  private static @Nullable Confidence confidence(
      Topology topology, Ingress ingress, List<IngressClass> classes) {
    if (topology.live().at().isPresent()) {
      boolean known =
          topology.live().sees(Resource.INGRESS_CLASSES, "")
              && !topology.live().isNew(ingress.object());
      return known ? Confidence.HIGH : null;
    }
    boolean beside =
        classes.stream().anyMatch(c -> topology.sameUnit(c.object(), ingress.object()));
    return beside ? Confidence.MEDIUM : Confidence.LOW;
  }

  private static void report(
      Topology topology,
      Ingress ingress,
      List<IngressClass> classes,
      Confidence confidence,
      Findings out) {
    List<IngressClass> near =
        classes.stream().filter(c -> topology.sameUnit(c.object(), ingress.object())).toList();
    String names =
        near.stream()
            .map(IngressClass::name)
            .sorted()
            .distinct()
            .collect(Collectors.joining(" or "));
    var report =
        out.report(
                ingress.object(),
                "spec.ingressClassName",
                ingress.object().nameSpan(),
                "names no class",
                "%s names no class, and no IngressClass is the default".formatted(ingress.ref()))
            .confidence(confidence)
            .cause(Cause.ingressClass(topology, ingress))
            .help(
                "write ingressClassName with the class of your controller"
                    + (names.isEmpty() ? "" : ", such as " + names));
    for (IngressClass known : near)
      report.related(known.object().nameSpan(), "not the default", known.object());
  }
}
