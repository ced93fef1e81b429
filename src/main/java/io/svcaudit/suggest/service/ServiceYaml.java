package io.svcaudit.suggest.service;

import io.svcaudit.suggest.YamlText;
import io.svcaudit.suggest.service.Suggested.Port;
import io.svcaudit.suggest.service.Suggested.Route;
import io.svcaudit.suggest.service.Suggested.Service;
import io.svcaudit.suggest.service.Suggested.Type;
import java.util.List;

/// Suggested Services and routes as manifests, with the reasons as comments.
public final class ServiceYaml {
  private final YamlText yaml = new YamlText();

  private ServiceYaml() {}

  /// One document for each object; empty if there are none.
  public static String text(List<Suggested> objects) {
    var yaml = new ServiceYaml();
    for (Suggested object : objects) {
      yaml.yaml.document();
      switch (object) {
        case Service service -> yaml.service(service);
        case Route route -> yaml.route(route);
      }
    }
    return yaml.yaml.toString();
  }

  private void head(Suggested object, String apiVersion, String kind) {
    yaml.comments(0, object.comments());
    yaml.line(0, "apiVersion: " + apiVersion);
    yaml.line(0, "kind: " + kind);
    yaml.line(0, "metadata:");
    yaml.line(2, "name: " + scalar(object.name()));
    if (object.namespaceWritten()) yaml.line(2, "namespace: " + scalar(object.namespace()));
    yaml.line(0, "spec:");
  }

  private static String scalar(String value) {
    return YamlText.scalar(value);
  }

  private void service(Service service) {
    head(service, "v1", "Service");
    switch (service.type()) {
      case CLUSTER_IP -> yaml.line(2, "type: ClusterIP");
      case HEADLESS -> yaml.line(2, "clusterIP: None");
      case NODE_PORT -> yaml.line(2, "type: NodePort");
      case LOAD_BALANCER -> yaml.line(2, "type: LoadBalancer");
    }
    if (service.publishNotReady()) yaml.line(2, "publishNotReadyAddresses: true");
    yaml.line(2, "selector:");
    service.selector().forEach((key, value) -> yaml.line(4, scalar(key) + ": " + scalar(value)));
    yaml.line(2, "ports:");
    for (Port port : service.ports()) {
      port.reason().ifPresent(reason -> yaml.comments(4, List.of(reason)));
      yaml.line(4, "- name: " + scalar(port.name()));
      yaml.line(6, "port: " + port.number());
      // The ports of a headless Service are not translated.
      boolean same =
          service.type() == Type.HEADLESS && port.target().equals(Long.toString(port.number()));
      if (!same) yaml.line(6, "targetPort: " + port.targetScalar());
      if (!port.protocol().equals("TCP")) yaml.line(6, "protocol: " + scalar(port.protocol()));
    }
  }

  private void route(Route route) {
    switch (route.how()) {
      case INGRESS -> ingress(route);
      case HTTP_ROUTE -> httpRoute(route);
    }
  }

  private void ingress(Route route) {
    head(route, "networking.k8s.io/v1", "Ingress");
    route.parent().ifPresent(name -> yaml.line(2, "ingressClassName: " + scalar(name)));
    yaml.line(2, "tls:");
    yaml.line(4, "- hosts:");
    yaml.line(8, "- " + scalar(route.host()));
    yaml.comments(6, List.of("the certificate: a Secret that has to be there"));
    yaml.line(6, "secretName: " + scalar(route.name() + "-tls"));
    yaml.line(2, "rules:");
    yaml.line(4, "- host: " + scalar(route.host()));
    yaml.line(6, "http:");
    yaml.line(8, "paths:");
    yaml.line(10, "- path: /");
    yaml.line(12, "pathType: Prefix");
    yaml.line(12, "backend:");
    yaml.line(14, "service:");
    yaml.line(16, "name: " + scalar(route.service()));
    yaml.line(16, "port:");
    yaml.line(18, "name: " + scalar(route.port().name()));
  }

  private void httpRoute(Route route) {
    head(route, "gateway.networking.k8s.io/v1", "HTTPRoute");
    yaml.line(2, "parentRefs:");
    yaml.line(4, "- name: " + scalar(route.parent().orElse("")));
    route.parentNamespace().ifPresent(name -> yaml.line(6, "namespace: " + scalar(name)));
    yaml.line(2, "hostnames:");
    yaml.line(4, "- " + scalar(route.host()));
    yaml.line(2, "rules:");
    yaml.line(4, "- backendRefs:");
    yaml.line(8, "- name: " + scalar(route.service()));
    yaml.line(10, "port: " + route.port().number());
  }
}
