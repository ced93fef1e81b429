/// Rules on which Pods a Service selects.
@NullMarked
package io.svcaudit.rules.selectors;

import org.jspecify.annotations.NullMarked;
