package io.svcaudit.report;

import io.svcaudit.audit.Changes;
import io.svcaudit.audit.Outcome;
import io.svcaudit.rules.RulePage;
import io.svcaudit.source.WorkingTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// SARIF 2.1.0, shaped for code scanning on GitHub: within its limits, every place one line.
public final class SarifReport implements Report {
  /// Code scanning rejects a file with more.
  static final int MOST_RESULTS = 25_000;

  private final Tool tool;
  private final Function<String, RulePage> pages;
  private final WorkingTree tree;
  private final String category;
  private final boolean includeSuppressed;

  /// @param pages the page of a rule by the rule's name
  /// @param tree files are told relative to its root
  /// @param category tells this analysis from others of the same commit, which would replace it
  /// @param includeSuppressed whether suppressed findings are written, marked as such; code
  ///   scanning ignores the mark and would show them
  public SarifReport(
      Tool tool,
      Function<String, RulePage> pages,
      WorkingTree tree,
      String category,
      boolean includeSuppressed) {
    this.tool = tool;
    this.pages = pages;
    this.tree = tree;
    this.category = category;
    this.includeSuppressed = includeSuppressed;
  }

  @Override
  public void write(Outcome outcome, Appendable out) throws IOException {
    List<Identified> all = Identified.of(outcome);
    if (!includeSuppressed) all = all.subList(0, outcome.findings().size());
    List<Identified> kept = severest(all);
    int cut = all.size() - kept.size();
    Json.write(out, json -> log(outcome, kept, cut, json));
  }

  /// As many as are allowed, in their order.
  private static List<Identified> severest(List<Identified> all) {
    if (all.size() <= MOST_RESULTS) return all;
    Comparator<Integer> bySeverity = Comparator.comparing(i -> all.get(i).finding().severity());
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(bySeverity.reversed())
        .limit(MOST_RESULTS)
        .sorted()
        .map(all::get)
        .toList();
  }

  private void log(Outcome outcome, List<Identified> findings, int cut, JsonGenerator json) {
    Changes changes = outcome.changes();
    List<Identified> solved = changes == null ? List.of() : Identified.of(changes.solved());
    var described = new ArrayList<>(findings);
    described.addAll(solved);
    var rules = new SarifRules(tool, pages, described);
    var locations = new SarifLocations(tree);
    json.writeStartObject();
    json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.writeStringProperty("version", "2.1.0");
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    tool(rules, json);
    json.writeObjectPropertyStart("automationDetails");
    // what stands before the last slash is the category
    json.writeStringProperty("id", category + "/");
    json.writeEndObject();
    root(json);
    json.writeStringProperty("columnKind", "unicodeCodePoints");
    new SarifInvocation(locations).write(outcome.unseen(), cut, json);
    var results = new SarifResults(rules, locations);
    json.writeArrayPropertyStart("results");
    for (Identified finding : findings)
      results.write(finding, baselineState(finding, changes), json);
    for (Identified finding : solved) results.write(finding, "absent", json);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String baselineState(Identified finding, @Nullable Changes changes) {
    if (changes == null) return "";
    return changes.fresh().contains(finding.finding()) ? "new" : "unchanged";
  }

  private void tool(SarifRules rules, JsonGenerator json) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", Tool.NAME);
    json.writeStringProperty("informationUri", tool.home());
    json.writeStringProperty("version", tool.version());
    json.writeStringProperty("semanticVersion", tool.version());
    rules.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }

  /// No address: a report must not differ between machines.
  private void root(JsonGenerator json) {
    json.writeObjectPropertyStart("originalUriBaseIds");
    json.writeObjectPropertyStart(SarifLocations.ROOT);
    json.writeObjectPropertyStart("description");
    json.writeStringProperty(
        "text",
        tree.isRepository()
            ? "The root of the repository."
            : "The directory in which svc-audit ran.");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
