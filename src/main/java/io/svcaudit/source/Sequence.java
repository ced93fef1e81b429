package io.svcaudit.source;

import java.util.List;

/// A list.
///
/// @param items may be empty
public record Sequence(SourceFile file, long place, List<Node> items) implements Node {
  public Sequence {
    items = List.copyOf(items);
  }

  @Override
  public String typeName() {
    return "a list";
  }
}
