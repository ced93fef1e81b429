package io.svcaudit.audit;

import io.svcaudit.rules.Finding;
import io.svcaudit.source.Unseen;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What an audit found.
///
/// @param findings ordered by place, suppressed ones left out
/// @param suppressed those that a comment or an annotation silenced
/// @param unseen what could not be looked at, ordered by place
/// @param changes how it compares with what was before; null if nothing was compared
public record Outcome(
    List<Finding> findings,
    List<Suppressed> suppressed,
    List<Unseen> unseen,
    Scope scope,
    @Nullable Changes changes) {

  /// A silenced finding.
  ///
  /// @param reason as the user gave it; may be empty
  /// @param inSource whether a comment in the file did it, rather than an annotation of the object
  public record Suppressed(Finding finding, String reason, boolean inSource) {}

  /// What was looked at.
  ///
  /// @param cluster the part of a cluster, for people: "namespace shop of kind-dev"; empty if none
  ///   was read
  public record Scope(int files, int objects, int services, int workloads, String cluster) {
    public Scope(int files, int objects, int services, int workloads) {
      this(files, objects, services, workloads, "");
    }
  }

  public Outcome(
      List<Finding> findings, List<Suppressed> suppressed, List<Unseen> unseen, Scope scope) {
    this(findings, suppressed, unseen, scope, null);
  }

  public Outcome {
    findings = List.copyOf(findings);
    suppressed = List.copyOf(suppressed);
    unseen = List.copyOf(unseen);
  }

  /// The same with some of the findings only.
  public Outcome only(Predicate<Finding> shown) {
    Changes fewer =
        changes == null
            ? null
            : new Changes(changes.fresh(), changes.solved().stream().filter(shown).toList());
    return new Outcome(findings.stream().filter(shown).toList(), suppressed, unseen, scope, fewer);
  }
}
