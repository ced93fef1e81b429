package io.svcaudit.topology.policy;

/// What the policies of both ends say of one connection. Each side holds which policies isolate its
/// end and which of their rules admit this port.
public sealed interface Verdict {
  /// Of the policies for what goes out of the source.
  Side egress();

  /// Of the policies for what comes in to the destination.
  Side ingress();

  /// Both ends let it through.
  record Allowed(Side egress, Side ingress) implements Verdict {}

  /// One end at least does not.
  ///
  /// @param byEgress whether the source's policies surely do not; the others' may not either
  /// @param byIngress whether the destination's policies surely do not
  record Denied(Side egress, Side ingress, boolean byEgress, boolean byIngress)
      implements Verdict {}

  /// It depends on what was not read, or on what the API leaves open.
  ///
  /// @param why a clause for the user
  record Unknown(Side egress, Side ingress, String why) implements Verdict {}
}
