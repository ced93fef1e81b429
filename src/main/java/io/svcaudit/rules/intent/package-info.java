/// What people say of a project, and does not hold.
@NullMarked
package io.svcaudit.rules.intent;

import org.jspecify.annotations.NullMarked;
