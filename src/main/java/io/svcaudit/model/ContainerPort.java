package io.svcaudit.model;

import io.svcaudit.source.Mapping;

/// A declared port of a container. Declaring is optional for numbers; only names need it.
///
/// @param name empty if it has none
/// @param number 0 if it is not a number
/// @param protocol `TCP` if it is not written
public record ContainerPort(Mapping node, String name, long number, String protocol) {
  static ContainerPort of(Mapping node) {
    var number = node.scalar("containerPort");
    return new ContainerPort(
        node,
        node.text("name").orElse(""),
        number == null ? 0 : number.integer().orElse(0),
        node.text("protocol").filter(p -> !p.isEmpty()).orElse("TCP"));
  }

  /// `8080`, or `http (8080)`.
  public String describe() {
    String text = name.isEmpty() ? Long.toString(number) : "%s (%d)".formatted(name, number);
    return protocol.equals("TCP") ? text : text + "/" + protocol;
  }
}
