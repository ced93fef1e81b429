/// Rules on what only a running cluster shows.
@NullMarked
package io.svcaudit.rules.live;

import org.jspecify.annotations.NullMarked;
