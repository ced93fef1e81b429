/// What the people of a project say of it: which connections are to work and which are not, how far
/// each Service is to be reached. Read from their configuration, and held against what is.
@NullMarked
package io.svcaudit.topology.intent;

import org.jspecify.annotations.NullMarked;
