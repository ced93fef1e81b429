/// Immutable records of what Kubernetes means, over positioned nodes.
@NullMarked
package io.svcaudit.model;

import org.jspecify.annotations.NullMarked;
