package io.svcaudit.audit;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.LabelSelector;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.rules.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The objects that the user wants to hear about. Everything is read all the same: what a Service
/// selects does not depend on who asks.
final class Subjects {
  private final Set<ObjectRef> selected = new HashSet<>();
  private final boolean all;

  Subjects(LabelSelector selector, List<KubeObject> objects) {
    all = selector.requirements().isEmpty();
    if (all) return;
    for (KubeObject object : objects)
      if (selector.matches(object.labels())) selected.add(object.ref());
  }

  boolean has(Finding finding) {
    return all || selected.contains(finding.subject());
  }
}
