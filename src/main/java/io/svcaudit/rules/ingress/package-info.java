/// Rules on Ingress objects: where they lead, what collides, what is in clear text.
@NullMarked
package io.svcaudit.rules.ingress;

import org.jspecify.annotations.NullMarked;
