@org.jspecify.annotations.NullMarked
package io.svcaudit.suggest.policy;
