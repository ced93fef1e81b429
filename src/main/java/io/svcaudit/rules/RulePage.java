package io.svcaudit.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The page of a rule, `rules/NAME.md`, as it is packed into the executable. Read only when asked
/// for.
///
/// @param title one line, no period: what is wrong
/// @param why one line: why it matters
/// @param optIn whether the rule runs only when it is named
/// @param precision very-high, high, medium or low
/// @param tags at most ten
/// @param securitySeverity for security rules only, "0.1" to "10.0"
/// @param references CWE, CIS … identifiers and links; may be empty
/// @param body the Markdown below the front matter
public record RulePage(
    String name,
    String title,
    Severity severity,
    String why,
    boolean optIn,
    String precision,
    List<String> tags,
    Optional<String> securitySeverity,
    List<String> references,
    String body) {

  /// @throws IllegalStateException if there is no such page or its front matter is not complete
  public static RulePage of(String rule) {
    String resource = "/svc-audit/rules/" + rule + ".md";
    try (InputStream in = RulePage.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("no page " + resource);
      return parse(rule, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RulePage parse(String rule, String text) {
    int end = text.indexOf("\n---\n", 4);
    if (!text.startsWith("---\n") || end < 0)
      throw new IllegalStateException(rule + ".md has no front matter");
    var fields = new LinkedHashMap<String, String>();
    for (String line : text.substring(4, end).split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
    }
    return new RulePage(
        rule,
        required(rule, fields, "title"),
        Severity.valueOf(required(rule, fields, "severity").toUpperCase(java.util.Locale.ROOT)),
        required(rule, fields, "why"),
        fields.getOrDefault("opt-in", "").equals("true"),
        required(rule, fields, "precision"),
        list(required(rule, fields, "tags")),
        Optional.ofNullable(fields.get("security-severity")).map(s -> s.replace("\"", "")),
        list(fields.getOrDefault("references", "")),
        text.substring(end + 5).strip());
  }

  private static String required(String rule, Map<String, String> fields, String field) {
    String value = fields.get(field);
    if (value == null) throw new IllegalStateException("%s.md lacks %s".formatted(rule, field));
    return value;
  }

  private static List<String> list(String text) {
    String inner = text.replaceAll("[\\[\\]]", "");
    return Stream.of(inner.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /// The text of a section, without its heading; empty if there is none.
  public String section(String heading) {
    String mark = "## " + heading + "\n";
    int start = body.indexOf(mark);
    if (start < 0) return "";
    int next = body.indexOf("\n## ", start + 3);
    return body.substring(start + mark.length(), next < 0 ? body.length() : next).strip();
  }
}
