package io.svcaudit.topology;

/// How far two names are apart.
public final class EditDistance {
  private EditDistance() {}

  /// Whether one name is probably a misspelling of the other: at most two edits in names of six or
  /// more characters, one in shorter ones, none below three.
  public static boolean isNear(String a, String b) {
    int length = Math.min(a.length(), b.length());
    if (length < 3 || Math.abs(a.length() - b.length()) > 2) return false;
    return between(a, b) <= (length < 6 ? 1 : 2);
  }

  /// Insertions, deletions, replacements, and swaps of neighbours.
  public static int between(String a, String b) {
    int start = 0;
    int endA = a.length();
    int endB = b.length();
    while (start < endA && start < endB && a.charAt(start) == b.charAt(start)) start++;
    while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
      endA--;
      endB--;
    }
    if (start == endA || start == endB) return Math.max(endA, endB) - start;
    return distance(a.substring(start, endA), b.substring(start, endB));
  }

  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) row[j] = j;
    for (int i = 1; i <= a.length(); i++) {
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    return row[b.length()];
  }
}
