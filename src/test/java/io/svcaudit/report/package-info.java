@NullMarked
package io.svcaudit.report;

import org.jspecify.annotations.NullMarked;
