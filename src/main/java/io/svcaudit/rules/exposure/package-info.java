/// Rules on what can be reached from where.
@NullMarked
package io.svcaudit.rules.exposure;

import org.jspecify.annotations.NullMarked;
