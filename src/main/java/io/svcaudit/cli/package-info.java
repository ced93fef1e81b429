/// The command line: the only package that knows picocli.
@NullMarked
package io.svcaudit.cli;

import org.jspecify.annotations.NullMarked;
