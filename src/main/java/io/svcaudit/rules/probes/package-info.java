/// Rules on the probes of Pods that a Service reaches.
@NullMarked
package io.svcaudit.rules.probes;

import org.jspecify.annotations.NullMarked;
