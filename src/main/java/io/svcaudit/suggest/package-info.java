/// What could be written: objects to apply, with the reason for each choice.
@NullMarked
package io.svcaudit.suggest;

import org.jspecify.annotations.NullMarked;
