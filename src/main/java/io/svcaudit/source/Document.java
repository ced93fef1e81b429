package io.svcaudit.source;

import java.util.List;

/// One document of a text.
///
/// @param index 0-based among the documents of its text
/// @param duplicates keys that are written more than once in one mapping; may be empty
public record Document(SourceFile file, int index, Node root, List<DuplicateKey> duplicates) {
  /// A key that hides an earlier one of the same name; kubectl takes the last without a word.
  ///
  /// @param last the key that counts
  /// @param first the key that is lost
  public record DuplicateKey(String key, Span last, Span first) {}

  public Document {
    duplicates = List.copyOf(duplicates);
  }
}
