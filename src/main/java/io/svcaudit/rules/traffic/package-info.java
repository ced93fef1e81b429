/// Rules on how a Service chooses among its endpoints by where they are.
@NullMarked
package io.svcaudit.rules.traffic;

import org.jspecify.annotations.NullMarked;
