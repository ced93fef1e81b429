/// How one connection goes, hop by hop: the name, the Service, its Pods, the policies of both ends.
@NullMarked
package io.svcaudit.topology.trace;

import org.jspecify.annotations.NullMarked;
