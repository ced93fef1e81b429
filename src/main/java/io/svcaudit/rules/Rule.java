package io.svcaudit.rules;

import io.svcaudit.model.Resource;
import io.svcaudit.source.Unseen;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.intent.Intent;
import java.util.List;
import java.util.Set;

/// One check. Stateless: an instance serves every audit, and rules run at the same time.
public interface Rule {
  /// The identifier: kebab case, names the bad pattern, never reused. The rule's page is
  /// `rules/NAME.md`.
  String name();

  /// What its findings weigh unless a finding says otherwise.
  Severity severity();

  /// The kinds that it reads, all of them and no more.
  Set<Resource> reads();

  /// Whether only a running cluster shows what it looks for.
  default boolean isLive() {
    return reads().stream().anyMatch(Resource::isLive);
  }

  /// Whether it runs only when the user names it: what it looks for is a fault by some people's
  /// rules only.
  default boolean isOptIn() {
    return false;
  }

  /// Whether its findings are about objects outside of namespaces: who asks about one namespace
  /// does not ask about them, and may often not list them.
  default boolean isOfWholeCluster() {
    return reads().contains(Resource.SERVICE_CLIENTS);
  }

  /// Whether it has nothing to look at, as its people say nothing that it needs.
  default boolean isIdle(Intent intent) {
    return false;
  }

  /// What it was asked to judge and could not; may be empty.
  default List<Unseen> unseen(Topology topology) {
    return List.of();
  }

  /// Looks at the whole graph and reports. Must not change anything, read files, the clock or the
  /// environment.
  void check(Topology topology, Findings out);
}
