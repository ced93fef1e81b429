/// The ways into the cluster: ports of nodes, load balancers, routes, and where each of them leads.
@NullMarked
package io.svcaudit.topology.entry;

import org.jspecify.annotations.NullMarked;
