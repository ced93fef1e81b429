package io.svcaudit.suggest.service;

import io.svcaudit.suggest.YamlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An object that is suggested.
public sealed interface Suggested {
  /// Where it belongs.
  String namespace();

  /// Whether it has to say so: manifests that name no namespace land wherever they are applied.
  boolean namespaceWritten();

  String name();

  /// Why it is what it is, one line each.
  List<String> comments();

  /// A Service that selects Pods.
  ///
  /// @param selector at least one label
  /// @param type why it is of its type, is in the comments
  /// @param ports at least one
  /// @param publishNotReady whether Pods are found before they are ready
  record Service(
      String namespace,
      boolean namespaceWritten,
      String name,
      List<String> comments,
      Type type,
      boolean publishNotReady,
      Map<String, String> selector,
      List<Port> ports)
      implements Suggested {
    public Service {
      comments = List.copyOf(comments);
      selector = new TreeMap<>(selector);
      ports = List.copyOf(ports);
    }
  }

  /// What a Service is.
  enum Type {
    CLUSTER_IP,
    HEADLESS,
    NODE_PORT,
    LOAD_BALANCER
  }

  /// A port of a Service.
  ///
  /// @param target the name or number of the port in the Pods
  /// @param reason why, if it does not go without saying
  record Port(String name, long number, String protocol, String target, Optional<String> reason) {
    /// As YAML writes it: no port has a name of digits alone.
    String targetScalar() {
      return target.matches("[0-9]{1,5}") ? target : YamlText.scalar(target);
    }
  }

  /// A way from outside to a port of a Service.
  ///
  /// @param how Ingress or HTTPRoute
  /// @param host that clients use
  /// @param parent the IngressClass, or the Gateway; empty for the cluster's default
  /// @param parentNamespace of a Gateway; empty for that of the route
  record Route(
      String namespace,
      boolean namespaceWritten,
      String name,
      List<String> comments,
      How how,
      String host,
      Optional<String> parent,
      Optional<String> parentNamespace,
      String service,
      Port port)
      implements Suggested {
    public Route {
      comments = List.copyOf(comments);
    }
  }

  /// The kind of a route.
  enum How {
    INGRESS,
    HTTP_ROUTE
  }
}
