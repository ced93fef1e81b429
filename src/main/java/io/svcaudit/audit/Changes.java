package io.svcaudit.audit;

import io.svcaudit.rules.Finding;
import java.util.List;
import java.util.Set;

/// How the findings after a change compare with those before it.
///
/// @param fresh the findings that the change brings; all others were there before
/// @param solved the findings that the change takes away
public record Changes(Set<Finding> fresh, List<Finding> solved) {
  public Changes {
    fresh = Set.copyOf(fresh);
    solved = List.copyOf(solved);
  }
}
