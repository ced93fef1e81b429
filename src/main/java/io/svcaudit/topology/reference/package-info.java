/// Who calls whom by name: the addresses that workloads are given, and the Services that they mean.
@NullMarked
package io.svcaudit.topology.reference;

import org.jspecify.annotations.NullMarked;
