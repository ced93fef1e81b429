/// Rules on NetworkPolicies: which connections they admit.
@NullMarked
package io.svcaudit.rules.policy;

import org.jspecify.annotations.NullMarked;
