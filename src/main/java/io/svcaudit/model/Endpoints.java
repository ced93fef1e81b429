package io.svcaudit.model;

/// Endpoints written by hand: a core/v1 Endpoints object or an EndpointSlice.
///
/// @param service the Service that they belong to: of an Endpoints object its own name, of a slice
///   the label `kubernetes.io/service-name`; empty if a slice has none
public record Endpoints(KubeObject object, String service) {
  static final String SERVICE_NAME = "kubernetes.io/service-name";

  static Endpoints of(KubeObject object) {
    if (object.kind().equals("Endpoints")) return new Endpoints(object, object.name());
    String service = object.labels().value(SERVICE_NAME);
    return new Endpoints(object, service == null ? "" : service);
  }
}
