package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container of a Pod.
///
/// @param image empty if it is not written
/// @param ports the declared ones; may be empty
/// @param env variables by name and literal value
/// @param command `command` followed by `args`
public record Container(
    Mapping node,
    String name,
    Role role,
    String image,
    List<ContainerPort> ports,
    List<EnvVar> env,
    List<String> command,
    @Nullable Probe readinessProbe,
    @Nullable Probe livenessProbe,
    @Nullable Probe startupProbe) {

  /// Which of a Pod's containers it is.
  public enum Role {
    /// In `spec.containers`.
    MAIN,
    /// In `spec.initContainers` with `restartPolicy: Always`: runs beside the main ones, and its
    /// named ports count.
    SIDECAR,
    /// In `spec.initContainers`: it has ended before the Pod serves.
    INIT
  }

  /// @param value empty if it comes from elsewhere (`valueFrom`)
  public record EnvVar(Mapping node, String name, String value) {}

  static Container of(Mapping node, boolean init) {
    var ports = new ArrayList<ContainerPort>();
    for (Mapping port : node.mappings("ports")) ports.add(ContainerPort.of(port));
    var env = new ArrayList<EnvVar>();
    for (Mapping variable : node.mappings("env"))
      env.add(
          new EnvVar(
              variable, variable.text("name").orElse(""), variable.text("value").orElse("")));
    var command = new ArrayList<String>(strings(node, "command"));
    command.addAll(strings(node, "args"));
    Role role = Role.MAIN;
    if (init)
      role = node.text("restartPolicy").orElse("").equals("Always") ? Role.SIDECAR : Role.INIT;
    return new Container(
        node,
        node.text("name").orElse(""),
        role,
        node.text("image").orElse(""),
        List.copyOf(ports),
        List.copyOf(env),
        List.copyOf(command),
        Probe.of(node, "readinessProbe"),
        Probe.of(node, "livenessProbe"),
        Probe.of(node, "startupProbe"));
  }

  public static List<String> strings(Mapping node, String field) {
    var strings = new ArrayList<String>();
    for (Node item : node.items(field)) if (item instanceof Scalar s) strings.add(s.text());
    return strings;
  }

  /// The image without registry, folders, tag and digest: `postgres` of
  /// `docker.io/library/postgres:17`; empty if no image is written.
  public String imageName() {
    String path = image.substring(image.lastIndexOf('/') + 1);
    int end = path.indexOf('@');
    if (end >= 0) path = path.substring(0, end);
    int tag = path.indexOf(':');
    return tag < 0 ? path : path.substring(0, tag);
  }

  /// Where its name stands.
  public Span nameSpan() {
    return nameSpot().span().firstLine();
  }

  /// The same, not worked out yet.
  public Spot nameSpot() {
    Scalar scalar = node.scalar("name");
    return scalar == null ? node.spot() : scalar.spot();
  }
}
