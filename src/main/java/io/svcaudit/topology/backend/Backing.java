package io.svcaudit.topology.backend;

import io.svcaudit.model.Container;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Spot;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// A container with the port of it that a Service leads to.
///
/// @param number the port of the Pod
/// @param names what the Service and the container call the port, lower case
/// @param portSpot where the port is declared; where the Service names it if no container does
/// @param declared whether the container declares the port
record Backing(
    Workload workload,
    Container container,
    ImageName image,
    long number,
    Set<String> names,
    Spot portSpot,
    boolean declared) {

  static Set<String> names(ServicePort port) {
    var names = new HashSet<String>();
    names.add(port.name().toLowerCase(Locale.ROOT));
    names.add(port.appProtocol().toLowerCase(Locale.ROOT));
    names.remove("");
    return names;
  }

  Spot imageSpot() {
    var scalar = container.node().scalar("image");
    return scalar == null ? container.nameSpot() : scalar.spot();
  }
}
