package io.svcaudit.rules.ingress;

import io.svcaudit.model.Ingress;

/// What the status of an Ingress of a cluster tells.
final class Served {
  private Served() {}

  /// Whether a controller has given it an address, whatever its class.
  static boolean isServed(Ingress ingress) {
    return !ingress.object().node().mapping("status", "loadBalancer").items("ingress").isEmpty();
  }
}
