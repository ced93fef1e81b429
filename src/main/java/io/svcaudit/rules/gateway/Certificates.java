package io.svcaudit.rules.gateway;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Reference;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// Objects that make Secrets.
final class Certificates {
  private static final Set<String> MAKERS =
      Set.of(
          "Certificate",
          "ExternalSecret",
          "SealedSecret",
          "SecretProviderClass",
          "VaultStaticSecret");

  private Certificates() {}

  /// Whether something beside a Gateway makes Secrets in the namespace of one, or cert-manager does
  /// so for the Gateway.
  static boolean make(Topology topology, KubeObject gateway, Reference secret) {
    boolean annotated =
        gateway.metadata().mapping("annotations").entries().keySet().stream()
            .anyMatch(key -> key.startsWith("cert-manager.io/"));
    return annotated
        || topology.objects().stream()
            .anyMatch(object ->
                MAKERS.contains(object.kind())
                    && object.namespace().equals(secret.namespace())
                    && topology.sameUnit(gateway, object));
  }
}
