/// Reading: files, directories, standard input and renderers; the YAML reader and the positioned
/// tree.
@NullMarked
package io.svcaudit.source;

import org.jspecify.annotations.NullMarked;
