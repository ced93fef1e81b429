/// What NetworkPolicies let through.
@NullMarked
package io.svcaudit.topology.policy;

import org.jspecify.annotations.NullMarked;
