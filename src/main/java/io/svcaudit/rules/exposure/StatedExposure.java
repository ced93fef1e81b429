package io.svcaudit.rules.exposure;

import io.svcaudit.model.Service;

/// What its owner says of how far a Service is to be reached: the annotation
/// `svc-audit.io/exposure`, such as `public` or `internal`. Who says it has thought of it.
final class StatedExposure {
  static final String ANNOTATION = "svc-audit.io/exposure";

  private StatedExposure() {}

  static boolean isStated(Service service) {
    return service.object().annotation(ANNOTATION).isPresent();
  }
}
