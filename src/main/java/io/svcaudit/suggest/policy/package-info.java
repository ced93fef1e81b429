/// The least NetworkPolicies that let everything through which is found to be needed.
@NullMarked
package io.svcaudit.suggest.policy;

import org.jspecify.annotations.NullMarked;
