package io.svcaudit.topology;

/// How sure a conclusion is.
public enum Confidence {
  /// A guess that could help; not shown unless asked for.
  LOW,
  /// Likely, but a part of the world was not seen.
  MEDIUM,
  /// It follows from what was read, as far as manifests can tell.
  HIGH,
  /// The API server rejects it, or the cluster shows it.
  CERTAIN;

  /// The lower of two.
  public Confidence atMost(Confidence other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /// As reports write it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
