package io.svcaudit.topology.backend;

import io.svcaudit.topology.Confidence;
import java.util.List;

/// What a port was taken for, and why.
///
/// @param product its name for messages: "PostgreSQL"
/// @param score the sum of the evidence, at least [#PROBABLE]
/// @param login whether the product asks for credentials unless it was told not to
/// @param http whether an HTTP proxy can pass its protocol on
/// @param evidence the strongest first; never empty
public record Classification(
    BackendClass kind,
    String product,
    int score,
    boolean login,
    boolean http,
    List<Evidence> evidence) {
  static final int STRONG = 70;
  static final int PROBABLE = 40;

  public Classification {
    evidence = List.copyOf(evidence);
  }

  public boolean isStrong() {
    return score >= STRONG;
  }

  /// How sure a finding can be that rests on this.
  public Confidence confidence() {
    return isStrong() ? Confidence.HIGH : Confidence.MEDIUM;
  }

  /// `taken for a database: image (60), env POSTGRES_PASSWORD (35), port 5432 (30)`: the three
  /// strongest, as a label for the place of the first.
  public String label() {
    var text = new StringBuilder("taken for ").append(kind.words()).append(": ");
    for (int i = 0; i < Math.min(evidence.size(), 3); i++)
      text.append(i == 0 ? evidence.getFirst().brief() : ", " + evidence.get(i));
    return text.toString();
  }

  /// The evidence as a report lists it, the verdict before the first: "database PostgreSQL (score
  /// 125): image postgres:16 (60)".
  public List<String> describe() {
    var lines = new java.util.ArrayList<String>();
    for (Evidence item : evidence) lines.add(item.toString());
    lines.set(0, "%s %s (score %d): %s".formatted(kind, product, score, lines.getFirst()));
    return lines;
  }
}
