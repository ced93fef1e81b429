@NullMarked
package io.svcaudit.topology.trace;

import org.jspecify.annotations.NullMarked;
