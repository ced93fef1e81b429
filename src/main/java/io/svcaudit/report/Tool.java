package io.svcaudit.report;

/// Who made a report.
///
/// @param version a semantic version without a leading `v`
/// @param home the project's address, `https://…` without a slash at its end
public record Tool(String version, String home) {
  /// The name in every format.
  public static final String NAME = "svc-audit";

  /// The address of a rule's page.
  String page(String rule) {
    return home + "/blob/main/rules/" + rule + ".md";
  }
}
