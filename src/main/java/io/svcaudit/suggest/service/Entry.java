package io.svcaudit.suggest.service;

import java.util.Locale;

/// A way to let people in.
public enum Entry {
  INGRESS,
  HTTPROUTE,
  LOADBALANCER,
  NODEPORT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
