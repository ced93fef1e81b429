/// Rules on PodDisruptionBudgets: which Pods they cover, and whether a node can be drained.
@NullMarked
package io.svcaudit.rules.disruption;

import org.jspecify.annotations.NullMarked;
