package io.svcaudit.rules;

/// How much harm a finding means.
public enum Severity {
  INFO,
  /// Fragile, wasteful or deprecated.
  LOW,
  /// A probable outage under load, or weakened isolation.
  MEDIUM,
  /// An outage for certain when applied, or serious exposure.
  HIGH,
  /// A private data store or control plane that is reachable from outside.
  CRITICAL;

  /// As reports and options write it.
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
