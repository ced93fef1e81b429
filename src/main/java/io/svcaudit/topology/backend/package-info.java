/// Recognises what a Pod serves: data stores, consoles, debuggers and the like, from the evidence
/// in its manifest.
@NullMarked
package io.svcaudit.topology.backend;

import org.jspecify.annotations.NullMarked;
