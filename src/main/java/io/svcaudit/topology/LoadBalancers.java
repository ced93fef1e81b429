package io.svcaudit.topology;

import io.svcaudit.model.Service;
import java.util.Map;
import java.util.Set;

/// What a LoadBalancer Service's annotations say to the cloud provider (kubernetes.io, Services:
/// "Internal load balancer", and the providers' pages).
final class LoadBalancers {
  /// Annotation → values that make the load balancer internal; an empty set means any value.
  private static final Map<String, Set<String>> INTERNAL =
      Map.ofEntries(
          Map.entry("networking.gke.io/load-balancer-type", Set.of("internal")),
          Map.entry("cloud.google.com/load-balancer-type", Set.of("internal")),
          Map.entry(
              "service.beta.kubernetes.io/aws-load-balancer-internal", Set.of("true", "0.0.0.0/0")),
          Map.entry("service.beta.kubernetes.io/aws-load-balancer-scheme", Set.of("internal")),
          Map.entry("service.beta.kubernetes.io/azure-load-balancer-internal", Set.of("true")),
          Map.entry(
              "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", Set.of("private")),
          Map.entry("service.beta.kubernetes.io/openstack-internal-load-balancer", Set.of("true")),
          Map.entry("service.beta.kubernetes.io/cce-load-balancer-internal-vpc", Set.of("true")),
          Map.entry("service.kubernetes.io/qcloud-loadbalancer-internal-subnetid", Set.of()),
          Map.entry(
              "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type",
              Set.of("intranet")),
          Map.entry(
              "service.beta.kubernetes.io/alicloud-loadbalancer-address-type", Set.of("intranet")),
          Map.entry("service.beta.kubernetes.io/oci-load-balancer-internal", Set.of("true")));

  private LoadBalancers() {}

  static boolean isInternal(Service service) {
    var annotations = service.object().metadata().mapping("annotations");
    for (String key : annotations.entries().keySet()) {
      Set<String> values = INTERNAL.get(key);
      if (values == null) continue;
      String value = annotations.text(key).orElse("").toLowerCase(java.util.Locale.ROOT);
      if (values.isEmpty() || values.contains(value)) return true;
    }
    return false;
  }
}
