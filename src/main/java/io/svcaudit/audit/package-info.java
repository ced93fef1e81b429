/// Runs the rules; folds, suppresses and orders what they found.
@NullMarked
package io.svcaudit.audit;

import org.jspecify.annotations.NullMarked;
