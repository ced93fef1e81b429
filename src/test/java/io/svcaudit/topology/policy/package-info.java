@org.jspecify.annotations.NullMarked
package io.svcaudit.topology.policy;
