package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.IngressClass;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.rules.api.Values;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.EditDistance;
import io.svcaudit.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An Ingress of a class that does not exist: no controller serves it, and the API server does not
/// look. Also one that names two classes, which it rejects.
public final class IngressClassUnknown implements Rule {
  @Override
  public String name() {
    return "ingress-class-unknown";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.INGRESS_CLASSES);
  }

  private static final String FIELD = "ingressClassName";
  private static final String ANNOTATION = "kubernetes.io/ingress.class";

  /// Classes that a cluster often brings along.
  private static final Set<String> USUAL =
      Set.of(
          "nginx",
          "traefik",
          "alb",
          "gce",
          "gce-internal",
          "haproxy",
          "kong",
          "contour",
          "cilium",
          "istio",
          "public",
          "openshift-default",
          "azure-application-gateway");

  @Override
  public void check(Topology topology, Findings out) {
    List<IngressClass> classes = topology.ingressClasses();
    for (Ingress ingress : topology.ingresses()) {
      Scalar name = ingress.object().spec().scalar(FIELD);
      if (name == null || name.text().isEmpty() || Values.isPlaceholder(name.text())) continue;
      if (namesTwo(ingress, name.text(), out)) continue;
      if (classes.stream().anyMatch(c -> c.name().equals(name.text()))) continue;
      List<IngressClass> beside =
          classes.stream()
              .filter(c -> topology.sameUnit(c.object(), ingress.object()))
              .filter(c -> !Values.isPlaceholder(c.name()))
              .toList();
      boolean live = topology.live().at().isPresent();
      boolean known =
          live
              ? topology.live().sees(Resource.INGRESS_CLASSES, "")
                  && !topology.live().isNew(ingress.object())
                  && !Served.isServed(ingress)
              : !beside.isEmpty() && !topology.mayHoldMore(ingress.object());
      if (known) report(topology, ingress, name.text(), beside, live, out);
    }
  }

  /// The API server takes field and annotation together only on what was there before, and if they
  /// are equal.
  private static boolean namesTwo(Ingress ingress, String name, Findings out) {
    KubeObject object = ingress.object();
    String other = object.annotation(ANNOTATION).orElse(name);
    if (other.equals(name) || Values.isPlaceholder(other)) return false;
    if (object.uid().isPresent()) return false;
    if (!ingress.ref().apiVersion().equals("networking.k8s.io/v1")) return false;
    out.report(
            object,
            "spec." + FIELD,
            object.spec().spanOf(FIELD),
            "one class",
            "the API server rejects %s: its annotation names class %s, and ingressClassName %s"
                .formatted(object.ref(), other, name))
        .confidence(Confidence.CERTAIN)
        .related(object.metadata().mapping("annotations").spanOf(ANNOTATION), "another class", null)
        .help("remove the annotation; it is deprecated");
    return true;
  }

  private static void report(
      Topology topology,
      Ingress ingress,
      String name,
      List<IngressClass> beside,
      boolean live,
      Findings out) {
    Optional<IngressClass> near =
        beside.stream().filter(c -> isMisspelt(name, c.name())).findFirst();
    boolean sure = live || near.isPresent() && !USUAL.contains(name);
    var report =
        out.report(
                ingress.object(),
                "spec." + FIELD,
                ingress.object().spec().spanOf(FIELD),
                "no such IngressClass",
                "%s is of class %s, which does not exist".formatted(ingress.ref(), name))
            .confidence(sure ? Confidence.HIGH : Confidence.MEDIUM)
            .cause(Cause.ingressClass(topology, ingress))
            .help(
                near.map(c -> "write ingressClassName: " + c.name())
                    .orElse("name an IngressClass that exists, or install its controller"));
    for (IngressClass known : near.map(List::of).orElse(beside))
      report.related(
          known.object().nameSpan(),
          near.isPresent() ? "probably meant" : "the class that there is",
          known.object());
  }

  /// Names that differ in their numbers are different classes.
  private static boolean isMisspelt(String written, String known) {
    return (written.equalsIgnoreCase(known) || EditDistance.isNear(written, known))
        && !written.replaceAll("[0-9]", "").equals(known.replaceAll("[0-9]", ""));
  }
}
