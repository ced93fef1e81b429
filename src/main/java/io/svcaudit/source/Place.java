package io.svcaudit.source;

/// Where something stands, in eight bytes: a large input has a million places, and few are ever
/// shown. The upper half is the offset of the first character in the text of the [SourceFile], the
/// lower half that of the one after the last. [SourceFile#span] makes a [Span] of it.
final class Place {
  /// No place at all.
  static final long NONE = -1;

  private Place() {}

  static long of(int start, int end) {
    return ((long) start << 32) | end;
  }

  static int start(long place) {
    return (int) (place >> 32);
  }

  static int end(long place) {
    return (int) place;
  }

  /// From the start of one place to the end of another.
  static long from(long first, long last) {
    return of(start(first), end(last));
  }
}
