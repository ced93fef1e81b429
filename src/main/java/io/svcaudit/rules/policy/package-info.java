/// Rules about NetworkPolicies.
@NullMarked
package io.svcaudit.rules.policy;

import org.jspecify.annotations.NullMarked;
