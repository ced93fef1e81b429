package io.svcaudit.topology.intent;

import io.svcaudit.source.Unseen;
import io.svcaudit.topology.trace.Goal;
import io.svcaudit.topology.trace.Way;
import java.util.List;

/// What came of expectations; those that hold are not told of.
///
/// @param broken in the order of the configuration; may be empty
/// @param unseen those that could not be judged, and why; may be empty
public record Checked(List<Broken> broken, List<Unseen> unseen) {
  /// Nothing is expected.
  public static final Checked NOTHING = new Checked(List.of(), List.of());

  /// An expectation that does not hold.
  ///
  /// @param from who connects, as messages say it
  /// @param to what is connected to, as messages say it
  /// @param goal what is connected to
  /// @param way how the connection goes
  public record Broken(Expectation expectation, String from, String to, Goal goal, Way way) {}

  public Checked {
    broken = List.copyOf(broken);
    unseen = List.copyOf(unseen);
  }
}
