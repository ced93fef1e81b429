/// What a shell offers when the user asks it to go on typing.
@NullMarked
package io.svcaudit.cli.completion;

import org.jspecify.annotations.NullMarked;
