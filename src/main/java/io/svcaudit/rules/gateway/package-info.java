/// Rules on Gateway API: what routes are attached to and lead to, and what they may refer to.
@NullMarked
package io.svcaudit.rules.gateway;

import org.jspecify.annotations.NullMarked;
