/// Everything that is connected, as one picture.
@NullMarked
package io.svcaudit.topology.map;

import org.jspecify.annotations.NullMarked;
