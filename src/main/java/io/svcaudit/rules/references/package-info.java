/// Rules about the addresses that workloads, the API server and Prometheus are given.
@NullMarked
package io.svcaudit.rules.references;

import org.jspecify.annotations.NullMarked;
