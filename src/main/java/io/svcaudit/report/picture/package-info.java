/// Everything that is connected, drawn: a picture and a page around it.
@NullMarked
package io.svcaudit.report.picture;

import org.jspecify.annotations.NullMarked;
