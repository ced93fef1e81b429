/// Rules on StatefulSets and the Services that govern them.
@NullMarked
package io.svcaudit.rules.statefulset;

import org.jspecify.annotations.NullMarked;
