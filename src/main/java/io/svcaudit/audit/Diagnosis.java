package io.svcaudit.audit;

import io.svcaudit.rules.Finding;
import java.util.List;

/// What was found out about one Service, step by step.
///
/// @param service `Service shop/api`
/// @param steps in the order of the page "Debug Services" on kubernetes.io
public record Diagnosis(String service, List<Step> steps) {
  /// How a step came out.
  public enum Verdict {
    OK,
    WRONG,
    /// It could not be told from what may be read.
    UNKNOWN,
    /// An earlier step is wrong; what comes after it would only follow from it.
    NOT_CHECKED
  }

  /// @param title the question in two words
  /// @param said what was seen; a sentence without a period
  /// @param findings what is wrong; empty unless the verdict is so
  public record Step(String title, Verdict verdict, String said, List<Finding> findings) {
    public Step {
      findings = List.copyOf(findings);
    }
  }

  public Diagnosis {
    steps = List.copyOf(steps);
  }

  /// Whether a step is wrong.
  public boolean isWrong() {
    return steps.stream().anyMatch(step -> step.verdict() == Verdict.WRONG);
  }
}
