@NullMarked
package io.svcaudit.suggest.service;

import org.jspecify.annotations.NullMarked;
