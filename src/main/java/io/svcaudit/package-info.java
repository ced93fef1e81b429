/// The entry point.
@NullMarked
package io.svcaudit;

import org.jspecify.annotations.NullMarked;
