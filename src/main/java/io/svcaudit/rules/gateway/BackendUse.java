package io.svcaudit.rules.gateway;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Route;
import java.util.ArrayList;
import java.util.List;

/// A place where a route names a Service.
record BackendUse(Route.Rule rule, Route.Backend backend) {
  /// Those of all rules; what is no Service is left out, and so is what has no name.
  static List<BackendUse> of(Route route) {
    var uses = new ArrayList<BackendUse>();
    for (Route.Rule rule : route.rules())
      for (Route.Backend backend : rule.backends())
        if (backend.ref().isService() && !backend.ref().name().isEmpty())
          uses.add(new BackendUse(rule, backend));
    return uses;
  }

  ObjectRef service() {
    return new ObjectRef("v1", "Service", backend.ref().namespace(), backend.ref().name());
  }

  /// `sends PathPrefix /cart`, or `mirrors …`.
  String does() {
    return (backend.mirror() ? "mirrors " : "sends ") + rule.key();
  }
}
