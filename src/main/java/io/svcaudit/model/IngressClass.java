package io.svcaudit.model;

import java.util.Optional;

/// A networking.k8s.io/v1 IngressClass.
///
/// @param controller which controller serves its Ingresses: `k8s.io/ingress-nginx`
/// @param isDefault whether Ingresses that name no class get this one (the annotation
///   `ingressclass.kubernetes.io/is-default-class`)
public record IngressClass(KubeObject object, Optional<String> controller, boolean isDefault) {
  static IngressClass of(KubeObject object) {
    return new IngressClass(
        object,
        object.spec().text("controller").filter(c -> !c.isEmpty()),
        object
            .annotation("ingressclass.kubernetes.io/is-default-class")
            .filter("true"::equals)
            .isPresent());
  }

  public String name() {
    return object.name();
  }
}
