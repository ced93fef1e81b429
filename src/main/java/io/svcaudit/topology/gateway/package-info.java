/// How the objects of Gateway API belong together: which listeners take a route, and which grants
/// allow a reference to another namespace.
@NullMarked
package io.svcaudit.topology.gateway;

import org.jspecify.annotations.NullMarked;
