/// Which Service for a workload, and which way in for what people use.
@NullMarked
package io.svcaudit.suggest.service;

import org.jspecify.annotations.NullMarked;
