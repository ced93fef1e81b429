package io.svcaudit.report;

import io.svcaudit.audit.Changes;
import io.svcaudit.audit.Outcome;
import io.svcaudit.audit.Outcome.Scope;
import io.svcaudit.audit.Outcome.Suppressed;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import io.svcaudit.rules.Finding.Place;
import io.svcaudit.rules.RulePage;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.ApiList;
import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Confidence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Findings and reports for the tests of this package.
final class Samples {
  static final Tool TOOL = new Tool("0.1.0-SNAPSHOT", "https://example.com/svc-audit");
  static final Scope SCOPE = new Scope(120, 300, 14, 20);
  static final ObjectRef API = new ObjectRef("v1", "Service", "shop", "api");
  static final ObjectRef DEPLOYMENT = new ObjectRef("apps/v1", "Deployment", "shop", "api");

  static final SourceFile API_YAML =
      file(
          "k8s/api.yaml",
          """
          apiVersion: v1
          kind: Service
          metadata:
            name: api
            namespace: shop
          spec:
            selector:
              app: shop-api
          ---
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: api
            namespace: shop
          spec:
            template:
              metadata:
                labels:
                  app: shop_api
          """);

  private Samples() {}

  static SourceFile file(String name, String text) {
    return new SourceFile(name, ".", text, SourceFile.Origin.NAMED);
  }

  /// The first occurrence of a text in a file.
  static Span at(SourceFile file, String text) {
    int line = file.linesWith(text).getFirst();
    String found = file.line(line);
    int start = found.indexOf(text);
    int column = found.codePointCount(0, start) + 1;
    int length = text.codePointCount(0, text.length());
    return new Span(file, line, column, line, column + length);
  }

  static Place place(SourceFile file, String text, String label) {
    return new Place(at(file, text), label, null);
  }

  static Place place(SourceFile file, String text, String label, @Nullable ObjectRef subject) {
    return new Place(at(file, text), label, subject);
  }

  /// A Service that selects nothing, and the Deployment that it means.
  static Finding selector() {
    return new Finding(
        "service-selector-matches-nothing",
        Severity.HIGH,
        Confidence.HIGH,
        API,
        "Service shop/api selects no Pod",
        "spec.selector",
        place(API_YAML, "app: shop-api", "no workload in namespace shop has this label"),
        List.of(place(API_YAML, "app: shop_api", "Deployment api is one label away", DEPLOYMENT)),
        List.of(),
        "write app: shop_api",
        "");
  }

  static Finding finding(Severity severity, String message, Place place, Place... related) {
    return new Finding(
        "sample-rule",
        severity,
        Confidence.HIGH,
        API,
        message,
        "spec.ports[http].targetPort",
        place,
        List.of(related),
        List.of(),
        "",
        "");
  }

  static Finding with(Finding finding, Confidence confidence, List<String> evidence) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        confidence,
        finding.subject(),
        finding.message(),
        finding.path(),
        finding.place(),
        finding.related(),
        evidence,
        finding.help(),
        finding.cause());
  }

  /// An object of a cluster, as it is read.
  static Mapping live() throws IOException {
    String json =
        """
        {"items": [{"metadata": {"name": "api", "namespace": "shop"},
          "spec": {"selector": {"app": "shop-\\u001b[31mapi"}}}]}
        """;
    var documents = new ArrayList<Document>();
    var type = new ApiList.Type("v1", "Service", false);
    new ApiList(type, "arn:aws:eks:eu-west-1:1:cluster/dev")
        .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), documents::add);
    return (Mapping) documents.getFirst().root();
  }

  /// A change that brings one finding, leaves one of the cluster, and takes one away.
  static Outcome changes() throws IOException {
    Mapping service = live();
    var there =
        finding(
            Severity.MEDIUM,
            "Service shop/api selects no Pod",
            new Place(service.mapping("spec", "selector").spanOf("app"), "no such Pod", null));
    var gone = finding(Severity.LOW, "it was worse", place(API_YAML, "Deployment", ""));
    var scope = new Scope(1, 2, 3, 4, "namespace shop of dev");
    return new Outcome(
        List.of(selector(), there),
        List.of(),
        List.of(),
        scope,
        new Changes(Set.of(selector()), List.of(gone)));
  }

  static Outcome outcome(Finding... findings) {
    return new Outcome(List.of(findings), List.of(), List.of(), SCOPE);
  }

  static Outcome outcome(List<Finding> findings, List<Suppressed> suppressed, List<Unseen> unseen) {
    return new Outcome(findings, suppressed, unseen, SCOPE);
  }

  /// A report with everything that reports can hold.
  static Outcome everything() {
    var odd = file("../sibling dir/ä[1].yaml", "kind: `x` <b> [a](http://evil) \u202e\u001b[31m\n");
    var spaced = file("k8s/x y.yaml", "\tname: \uD83D\uDE80rocket\n\n");
    var stdin = file("-", "a: 1\nb: {{ 0 }}\n");
    var absolute = file("/srv/repo/x.yaml", "a: 1");
    var evil =
        finding(
            Severity.CRITICAL,
            "Service `x` <img> [a](http://evil) {0} \u202e\u0085\u001b[31m",
            place(odd, "`x` <b> [a](http://evil)", "[label](2) \\ {1}"),
            place(spaced, "\uD83D\uDE80rocket", "[x](javascript:1)", DEPLOYMENT),
            place(spaced, "\uD83D\uDE80rocket", "[x](javascript:1)", DEPLOYMENT),
            place(absolute, "a: 1", ""),
            new Place(new Span(stdin, 1, 2, 2, 3), "two lines", null),
            new Place(new Span(spaced, 2, 1, 2, 1), "nothing", null));
    var low = finding(Severity.LOW, "Low one", place(stdin, "b:", ""));
    var medium =
        with(
            finding(Severity.MEDIUM, "Is this one sure?", place(absolute, "a", "x")),
            Confidence.LOW,
            List.of("image postgres:17 (60)"));
    var info = finding(Severity.INFO, "Info ends with a period.", place(absolute, "1", ""));
    return outcome(
        List.of(evil, selector(), low, medium, info),
        List.of(
            new Suppressed(selector(), "known \u001b[2J", true), new Suppressed(low, "", false)),
        List.of(
            Unseen.given(
                "k8s/chart.yaml", "looks like a Helm template; render it first", at(stdin, "{{")),
            Unseen.outside("Secret shop/db", "not among the files", null)));
  }

  static RulePage page(String name) {
    boolean security = name.startsWith("service");
    return new RulePage(
        name,
        "A Service selects no Pod",
        Severity.HIGH,
        "Every connection to it is refused",
        false,
        "high",
        List.of("correctness", "selector", "correctness"),
        security ? Optional.of("7.5") : Optional.empty(),
        security ? List.of("CWE-200", "https://example.com/x") : List.of(),
        security ? "## What it finds\n\nA *selector*.\n\n```yaml\na: 1\n```" : "");
  }

  static String write(Report report, Outcome outcome) {
    var out = new StringBuilder();
    try {
      report.write(outcome, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
