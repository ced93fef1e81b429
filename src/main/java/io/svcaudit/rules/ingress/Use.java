package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.PortRef;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place where an Ingress names a Service: a path, the default backend, or an annotation.
///
/// @param what what is sent there, for messages
/// @param path of the field
/// @param port null if it is not written
record Use(String what, String path, String service, Span span, @Nullable PortRef port) {
  private static final String DEFAULT_BACKEND = "nginx.ingress.kubernetes.io/default-backend";

  /// All of them but names that stand for no Service that somebody writes.
  static List<Use> of(Ingress ingress) {
    Mapping annotations = ingress.object().metadata().mapping("annotations");
    var uses = new ArrayList<Use>();
    for (Ingress.Route route : ingress.routesToServices()) {
      Ingress.Backend backend = route.backend();
      if (backend == null) continue;
      uses.add(
          new Use(
              route.describe(),
              route.fieldPath() + ".backend",
              backend.service(),
              backend.serviceSpan(),
              backend.port()));
    }
    Scalar errors = annotations.scalar(DEFAULT_BACKEND);
    if (errors != null && !errors.text().contains("/") && !Ingress.isMade(errors.text()))
      uses.add(
          new Use(
              "its error pages",
              "metadata.annotations[" + DEFAULT_BACKEND + "]",
              errors.text(),
              errors.span(),
              null));
    return uses;
  }
}
