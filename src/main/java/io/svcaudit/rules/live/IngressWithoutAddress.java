package io.svcaudit.rules.live;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.IngressClass;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// An Ingress that got no address. Where its class does not exist, no controller serves it; where
/// the class does, its controller is not there, fails, or keeps the address to itself.
public final class IngressWithoutAddress implements Rule {
  @Override
  public String name() {
    return "ingress-without-address";
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.INGRESSES, Resource.INGRESS_CLASSES);
  }

  @Override
  public boolean isLive() {
    return true;
  }

  private static final String ANNOTATION = "kubernetes.io/ingress.class";

  /// @param sure how sure it is that nobody serves the Ingress
  private record Verdict(String path, Span span, String label, Confidence sure, String help) {}

  @Override
  public void check(Topology topology, Findings out) {
    Instant at = topology.live().at().orElse(null);
    if (at == null) return;
    for (Ingress ingress : topology.ingresses()) {
      KubeObject object = ingress.object();
      boolean waits =
          object.node().mapping("status", "loadBalancer").items("ingress").isEmpty()
              && !object.metadata().has("deletionTimestamp")
              && Age.isOver(Age.SETTLING, object.created(), at);
      if (waits) report(topology, ingress, at, out);
    }
  }

  private static void report(Topology topology, Ingress of, Instant at, Findings out) {
    KubeObject ingress = of.object();
    Verdict verdict = verdict(topology, ingress);
    var report =
        out.report(
                ingress,
                verdict.path(),
                verdict.span(),
                verdict.label(),
                "%s has no address %s after it was created"
                    .formatted(ingress.ref(), Age.words(ingress.created(), at)))
            .confidence(verdict.sure())
            .cause(Cause.ingressClass(topology, of))
            .help(verdict.help());
    for (IngressClass known : topology.ingressClasses())
      if (known.name().equals(written(ingress)))
        report.related(
            known.object().nameSpan(),
            "its controller is " + known.controller().orElse("not named"),
            known.object());
  }

  private static Verdict verdict(Topology topology, KubeObject ingress) {
    List<String> classes =
        topology.ingressClasses().stream().map(IngressClass::name).sorted().toList();
    boolean sees = topology.live().sees(Resource.INGRESS_CLASSES, "");
    String known = classes.isEmpty() ? "" : ", such as " + String.join(" or ", classes);
    String name = written(ingress);
    if (ingress.spec().text("ingressClassName").isPresent()) {
      boolean exists = classes.contains(name) || !sees;
      return new Verdict(
          "spec.ingressClassName",
          ingress.spec().spanOf("ingressClassName"),
          exists ? "the controller of this class has not answered" : "no such IngressClass",
          exists ? Confidence.MEDIUM : Confidence.CERTAIN,
          exists
              ? "see whether the controller of class %s runs and what it says".formatted(name)
              : "name an IngressClass that exists%s, or install the controller of class %s"
                  .formatted(known, name));
    }
    if (!name.isEmpty())
      return new Verdict(
          "metadata.annotations[%s]".formatted(ANNOTATION),
          ingress.metadata().mapping("annotations").spanOf(ANNOTATION),
          "no controller has answered to this name",
          Confidence.MEDIUM,
          "see whether the controller of class %s runs, and write ingressClassName instead"
              .formatted(name));
    boolean hasDefault = topology.ingressClasses().stream().anyMatch(IngressClass::isDefault);
    return new Verdict(
        "spec.ingressClassName",
        ingress.nameSpan(),
        hasDefault ? "names no class" : "names no class, and no class is the default",
        hasDefault || !sees ? Confidence.MEDIUM : Confidence.CERTAIN,
        "write ingressClassName with the class of your controller" + known);
  }

  /// Empty if it names none.
  private static String written(KubeObject ingress) {
    return ingress
        .spec()
        .text("ingressClassName")
        .or(() -> ingress.annotation(ANNOTATION))
        .orElse("");
  }
}
