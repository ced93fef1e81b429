package io.svcaudit.model;

import io.svcaudit.model.CustomRoute.Leg;
import io.svcaudit.source.Mapping;
import java.util.ArrayList;
import java.util.List;

/// Reads OpenShift's Routes (route.openshift.io/v1).
final class OpenShiftRoutes {
  private OpenShiftRoutes() {}

  static CustomRoute route(KubeObject object) {
    Mapping spec = object.spec();
    boolean http = !spec.text("tls", "termination").orElse("").equals("passthrough");
    boolean cookie = http && object.annotation("router.openshift.io/cookie_name").isPresent();
    var backends = new ArrayList<>(List.of(spec.mapping("to")));
    backends.addAll(spec.mappings("alternateBackends"));
    var legs = new ArrayList<Leg>();
    for (Mapping backend : backends)
      if (backend.has("name") && backend.text("kind").orElse("Service").equals("Service"))
        legs.add(
            new Leg(
                spec.text("host").orElse(""),
                http ? spec.text("path").orElse("/") : "",
                backend.text("name").orElse(""),
                object.namespace(),
                PortRef.of(spec.mapping("port"), "targetPort"),
                http,
                cookie ? "cookie" : "",
                backend.spotOf("name")));
    return new CustomRoute(object, CustomRoute.Type.OPENSHIFT_ROUTE, legs, List.of());
  }
}
