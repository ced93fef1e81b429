package io.svcaudit.topology.trace;

import io.svcaudit.model.KubeObject;
import io.svcaudit.source.Spot;
import java.util.List;

/// One thing that has to hold for a connection to arrive.
///
/// @param said what was found, a sentence without a period
/// @param places where it stands, the most telling first; may be empty
/// @param help what to do, in the imperative; empty unless something is wrong
public record Hop(Step step, Verdict verdict, String said, List<Place> places, String help) {
  /// What is looked at, in the order of the way.
  public enum Step {
    /// The name that the client knows, and whether it can be looked up.
    NAME("name"),
    /// The way into the cluster.
    ENTRY("entry"),
    SERVICE("Service"),
    PODS("Pods"),
    /// The policies of the client.
    EGRESS("egress"),
    /// The policies of the Pods.
    INGRESS("ingress");

    private final String title;

    Step(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /// Whether the connection gets past it.
  public enum Verdict {
    OK,
    NO,
    /// It depends on what was not read.
    UNKNOWN
  }

  /// @param object that it is a part of
  public record Place(Spot spot, KubeObject object) {}

  public Hop {
    places = List.copyOf(places);
  }

  static Hop ok(Step step, String said, Place... places) {
    return new Hop(step, Verdict.OK, said, List.of(places), "");
  }

  static Hop no(Step step, String said, String help, Place... places) {
    return new Hop(step, Verdict.NO, said, List.of(places), help);
  }

  static Hop unknown(Step step, String said, Place... places) {
    return new Hop(step, Verdict.UNKNOWN, said, List.of(places), "");
  }
}
