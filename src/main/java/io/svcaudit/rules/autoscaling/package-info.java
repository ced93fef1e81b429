/// Rules on autoscalers.
@NullMarked
package io.svcaudit.rules.autoscaling;

import org.jspecify.annotations.NullMarked;
