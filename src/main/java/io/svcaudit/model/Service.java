package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import java.util.ArrayList;
import java.util.List;

/// A core/v1 Service.
///
/// @param selector empty if the Service has none: an external process then manages its endpoints
/// @param ports may be empty
/// @param headless `clusterIP: None`
/// @param externalName empty unless the type is ExternalName
public record Service(
    KubeObject object,
    Type type,
    Labels selector,
    List<ServicePort> ports,
    boolean headless,
    boolean publishNotReadyAddresses,
    String externalName) {

  /// `spec.type`; an unknown one counts as the default, the API server rejects it.
  public enum Type {
    CLUSTER_IP("ClusterIP"),
    NODE_PORT("NodePort"),
    LOAD_BALANCER("LoadBalancer"),
    EXTERNAL_NAME("ExternalName");

    private final String written;

    Type(String written) {
      this.written = written;
    }

    static Type of(String written) {
      for (Type type : values()) if (type.written.equals(written)) return type;
      return CLUSTER_IP;
    }

    /// As the manifest writes it.
    @Override
    public String toString() {
      return written;
    }
  }

  static Service of(KubeObject object) {
    Mapping spec = object.spec();
    var ports = new ArrayList<ServicePort>();
    for (Mapping port : spec.mappings("ports")) ports.add(ServicePort.of(port));
    return new Service(
        object,
        Type.of(spec.text("type").orElse("")),
        Labels.of(spec.mapping("selector")),
        List.copyOf(ports),
        spec.text("clusterIP").orElse("").equals("None"),
        spec.isTrue("publishNotReadyAddresses"),
        spec.text("externalName").orElse(""));
  }

  public ObjectRef ref() {
    return object.ref();
  }

  public Mapping spec() {
    return object.spec();
  }

  /// Whether Kubernetes looks for Pods for it: it has a selector that is not ignored (API: "Ignored
  /// if type is ExternalName", and empty means that endpoints are managed from outside).
  public boolean selectsPods() {
    return type != Type.EXTERNAL_NAME && !selector.isEmpty();
  }

  /// Whether it takes connections from outside the cluster by its type alone.
  public boolean isNodePortOrLoadBalancer() {
    return type == Type.NODE_PORT || type == Type.LOAD_BALANCER;
  }

  /// Where `spec.type` stands; the name if it is not written.
  public Span typeSpan() {
    return spec().has("type") ? spec().spanOf("type") : object.nameSpan();
  }

  /// Where `spec.selector` stands; the name if it is not written.
  public Span selectorSpan() {
    return spec().has("selector") ? spec().spanOf("selector") : object.nameSpan();
  }
}
