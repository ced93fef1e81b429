package io.svcaudit.built;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Needs git, python3 with venv and pip, and the package index; `.ci/run` switches it on.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
    named = "SVC_AUDIT_PYTHON",
    matches = "1",
    disabledReason = "set SVC_AUDIT_PYTHON=1 to run it; needs python3 with venv and pip, and git")
@interface PythonTools {}
