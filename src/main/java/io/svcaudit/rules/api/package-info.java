/// What the API server rejects, and what it takes in another sense than the author's.
@NullMarked
package io.svcaudit.rules.api;

import org.jspecify.annotations.NullMarked;
