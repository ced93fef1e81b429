/// Rules on where the ports of a Service lead.
@NullMarked
package io.svcaudit.rules.ports;

import org.jspecify.annotations.NullMarked;
