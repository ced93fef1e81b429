package io.svcaudit.topology.backend;

import java.util.List;
import java.util.Locale;

/// The part of an image reference that names the product: registry, organisation, tag and digest
/// are cut off.
///
/// @param last the last path segment, lower case: `mysql-server`
/// @param withParent the last two segments: `mssql/server`; equal to `last` where there is one only
/// @param tokens the words of `last`
record ImageName(String last, String withParent, List<String> tokens) {
  static ImageName of(String image) {
    String text = image.toLowerCase(Locale.ROOT);
    int digest = text.indexOf('@');
    if (digest >= 0) text = text.substring(0, digest);
    int slash = text.lastIndexOf('/');
    int tag = text.indexOf(':', slash + 1);
    if (tag >= 0) text = text.substring(0, tag);
    String last = text.substring(slash + 1);
    int above = slash < 0 ? -1 : text.lastIndexOf('/', slash - 1);
    return new ImageName(last, text.substring(above + 1), words(last));
  }

  /// The words of a name, cut at `-`, `_`, `.` and `/`.
  static List<String> words(String name) {
    var words = new java.util.ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && "-_./".indexOf(name.charAt(i)) < 0) continue;
      if (i > start) words.add(name.substring(start, i));
      start = i + 1;
    }
    return List.copyOf(words);
  }

  boolean is(String product) {
    return last.equals(product) || withParent.equals(product);
  }

  /// Whether it is the product's name followed by words that only tell an edition of it.
  boolean isEditionOf(String product) {
    if (!last.startsWith(product) || last.length() == product.length()) return false;
    if ("-_.".indexOf(last.charAt(product.length())) < 0) return false;
    return words(last.substring(product.length())).stream().allMatch(Words::isEdition);
  }

  /// Whether the product's name is among its words.
  boolean mentions(String product) {
    List<String> wanted = words(product);
    return !wanted.isEmpty() && java.util.Collections.indexOfSubList(tokens, wanted) >= 0;
  }
}
