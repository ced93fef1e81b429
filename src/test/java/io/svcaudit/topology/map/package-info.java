@NullMarked
package io.svcaudit.topology.map;

import org.jspecify.annotations.NullMarked;
