/// The rules, one class each, and what they report.
@NullMarked
package io.svcaudit.rules;

import org.jspecify.annotations.NullMarked;
