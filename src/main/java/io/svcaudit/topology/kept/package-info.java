/// Answers that are worked out when they are first asked for, by whichever thread, and kept.
@NullMarked
package io.svcaudit.topology.kept;

import org.jspecify.annotations.NullMarked;
