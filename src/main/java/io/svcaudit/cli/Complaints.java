package io.svcaudit.cli;

import io.svcaudit.source.Unseen;
import java.util.List;

/// What was given and could not be read, for the user.
final class Complaints {
  private Complaints() {}

  /// Says it; returns whether there was any.
  static boolean about(List<Unseen> all, Host host) {
    return !all(all, host).isEmpty();
  }

  /// Says it; returns what it was.
  static List<Unseen> all(List<Unseen> all, Host host) {
    List<Unseen> given = all.stream().filter(u -> u.reach() == Unseen.Reach.GIVEN).toList();
    for (Unseen unseen : given) host.err().println("error: " + describe(unseen));
    return given;
  }

  static String describe(Unseen unseen) {
    if (unseen.place() != null) return unseen.place() + ": " + unseen.why();
    boolean named = unseen.why().contains("\"" + unseen.what() + "\"");
    return named ? unseen.why() : unseen.what() + ": " + unseen.why();
  }
}
