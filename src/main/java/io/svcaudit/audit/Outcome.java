package io.svcaudit.audit;

import io.svcaudit.rules.Finding;
import io.svcaudit.source.Unseen;
import java.util.List;

/// What an audit found.
///
/// @param findings ordered by place, suppressed ones left out
/// @param suppressed those that a comment or an annotation silenced
/// @param unseen what could not be looked at, ordered by place
public record Outcome(
    List<Finding> findings, List<Suppressed> suppressed, List<Unseen> unseen, Scope scope) {

  /// A silenced finding.
  ///
  /// @param reason as the user gave it; may be empty
  /// @param inSource whether a comment in the file did it, rather than an annotation of the object
  public record Suppressed(Finding finding, String reason, boolean inSource) {}

  /// What was looked at.
  public record Scope(int files, int objects, int services, int workloads) {}

  public Outcome {
    findings = List.copyOf(findings);
    suppressed = List.copyOf(suppressed);
    unseen = List.copyOf(unseen);
  }
}
