package io.svcaudit.source;

import org.jspecify.annotations.Nullable;

/// Something that the audit could not look at. It is said out loud and never taken for absent.
///
/// @param what the thing: a path, a document, a kind
/// @param why the reason and, where there is one, the remedy; one sentence
/// @param place where it stands, if it stands in a text that could be read
/// @param reach whether the user gave it for reading
public record Unseen(String what, String why, @Nullable Span place, Reach reach) {
  /// Whether the run was partial because of it.
  public enum Reach {
    /// It was among what the user gave: the run saw only a part.
    GIVEN,
    /// It lies outside of what the user gave, so nothing could be concluded about it.
    OUTSIDE
  }

  public static Unseen given(String what, String why, @Nullable Span place) {
    return new Unseen(what, why, place, Reach.GIVEN);
  }

  public static Unseen outside(String what, String why, @Nullable Span place) {
    return new Unseen(what, why, place, Reach.OUTSIDE);
  }
}
