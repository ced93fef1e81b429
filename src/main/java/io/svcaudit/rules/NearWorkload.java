package io.svcaudit.rules;

import io.svcaudit.model.Workload;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Selection.Near;

/// What to say of a workload that a selector misses by little.
public final class NearWorkload {
  private NearWorkload() {}

  /// Adds the place that shows the difference.
  public static void relate(Findings.Report report, Near near) {
    report.related(there(near), words(near), near.workload().object());
  }

  private static Span there(Near near) {
    var actual = near.actual();
    if (actual != null) return actual.span();
    Workload workload = near.workload();
    var metadata = workload.template().node().mapping("metadata");
    boolean missing = near.reason() == Near.Reason.MISSING && metadata.has("labels");
    return missing ? metadata.spanOf("labels") : workload.object().nameSpan();
  }

  private static String words(Near near) {
    var workload = near.workload().ref().kindAndName();
    return switch (near.reason()) {
      case NAMESPACE -> "%s has the labels, in another namespace".formatted(workload);
      case CASE -> "the Pods of %s differ in upper and lower case only".formatted(workload);
      case SPELLING -> "the Pods of %s have it spelled like this".formatted(workload);
      case KEY -> "the Pods of %s have the value under this key".formatted(workload);
      case VALUE -> "the Pods of %s have another value".formatted(workload);
      case MISSING -> "the Pods of %s lack the label".formatted(workload);
      case NOT_IN_TEMPLATE -> "on %s itself; its Pod template lacks it".formatted(workload);
    };
  }

  /// What to write instead, in the imperative.
  public static String help(Near near) {
    var workload = near.workload().ref().kindAndName();
    return switch (near.reason()) {
      case NAMESPACE ->
          "put it into namespace %s, where %s is"
              .formatted(near.workload().object().namespace(), workload);
      case CASE, SPELLING, KEY -> "write " + near.actual();
      case VALUE ->
          "write %s if %s is meant, else give its Pods %s"
              .formatted(near.actual(), workload, near.wanted());
      case MISSING ->
          "add %s to the labels in the Pod template of %s, or drop it from the selector"
              .formatted(near.wanted(), workload);
      case NOT_IN_TEMPLATE ->
          "add %s to spec.template.metadata.labels of %s".formatted(near.wanted(), workload);
    };
  }
}
