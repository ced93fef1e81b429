package io.svcaudit.topology.intent;

import io.svcaudit.topology.Exposure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is to reach a Service.
public enum Audience {
  /// Anybody.
  PUBLIC(Exposure.PUBLIC),
  /// The private network, and the nodes in it.
  INTERNAL(Exposure.VPC),
  /// The Pods of the cluster.
  PRIVATE(Exposure.CLUSTER);

  private final Exposure most;

  Audience(Exposure most) {
    this.most = most;
  }

  /// As the user writes it.
  public static Optional<Audience> of(String written) {
    return Arrays.stream(values()).filter(one -> one.toString().equals(written)).findFirst();
  }

  /// What can be written.
  public static List<String> names() {
    return Arrays.stream(values()).map(Audience::toString).toList();
  }

  /// How far the Service may reach.
  public Exposure most() {
    return most;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
