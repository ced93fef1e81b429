@org.jspecify.annotations.NullMarked
package io.svcaudit.cli.completion;
