package io.svcaudit.source;

import java.util.Arrays;

/// Lets equal short texts share one string: field names and values repeat thousands of times in a
/// large input.
///
/// A cache that forgets: each hash has one place, so it stays small whatever is read. Threads may
/// overwrite each other's entries, which costs a little memory and is harmless otherwise, as
/// strings are immutable.
final class Words {
  private static final int LONGEST = 40;
  private static final String[] SEEN = new String[1 << 12];

  private Words() {}

  private static final String[][] LISTS = new String[1 << 10][];

  /// Lets mappings with the same fields share the list of their names; it must not be changed.
  static String[] share(String[] names) {
    if (names.length > LONGEST) return names;
    int hash = Arrays.hashCode(names);
    int place = (hash ^ (hash >>> 10)) & (LISTS.length - 1);
    String[] seen = LISTS[place];
    if (seen != null && Arrays.equals(names, seen)) return seen;
    LISTS[place] = names;
    return names;
  }

  static String share(String text) {
    if (text.length() > LONGEST) return text;
    int hash = text.hashCode();
    int place = (hash ^ (hash >>> 12)) & (SEEN.length - 1);
    String seen = SEEN[place];
    if (text.equals(seen)) return seen;
    SEEN[place] = text;
    return text;
  }
}
