/// One class a format.
@NullMarked
package io.svcaudit.report;

import org.jspecify.annotations.NullMarked;
