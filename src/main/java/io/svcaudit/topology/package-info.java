/// The joins: units, who selects whom, which port leads where, what is exposed, what a workload is.
@NullMarked
package io.svcaudit.topology;

import org.jspecify.annotations.NullMarked;
