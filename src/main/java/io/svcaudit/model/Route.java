package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A route of gateway.networking.k8s.io. Every list may be empty.
///
/// @param parents what it wants to be attached to
/// @param hostnames empty for every host that a listener takes
public record Route(
    KubeObject object,
    Type type,
    List<Parent> parents,
    List<Hostname> hostnames,
    List<Rule> rules) {

  /// What is routed.
  public enum Type {
    HTTP("HTTPRoute"),
    GRPC("GRPCRoute"),
    TLS("TLSRoute"),
    TCP("TCPRoute"),
    UDP("UDPRoute");

    private final String kind;

    Type(String kind) {
      this.kind = kind;
    }

    public String kind() {
      return kind;
    }

    /// Whether hosts tell its routes apart.
    public boolean hasHostnames() {
      return this == HTTP || this == GRPC || this == TLS;
    }
  }

  /// An item of `spec.parentRefs`.
  ///
  /// @param section the name of a listener (of a Service: a port); empty for all of them
  /// @param port empty for all of them
  public record Parent(Reference ref, String section, OptionalLong port) {
    static Parent of(KubeObject route, Mapping node) {
      var port = node.scalar("port");
      return new Parent(
          Reference.of(route, node, Gateway.GROUP, "Gateway"),
          node.text("sectionName").orElse(""),
          port == null ? OptionalLong.empty() : port.integer());
    }

    public boolean isGateway() {
      return ref.group().equals(Gateway.GROUP)
          && (ref.kind().equals("Gateway") || ref.kind().equals("ListenerSet"));
    }

    /// How a path of fields names it.
    public String path() {
      return "spec.parentRefs[%s]".formatted(section.isEmpty() ? ref.name() : key());
    }

    private String key() {
      return ref.name() + "/" + section;
    }

    /// Whether both name the same part of the same object.
    public boolean isSame(Parent other) {
      return ref.group().equals(other.ref.group())
          && ref.kind().equals(other.ref.kind())
          && ref.namespace().equals(other.ref.namespace())
          && ref.name().equals(other.ref.name())
          && section.equals(other.section)
          && port.equals(other.port);
    }
  }

  /// @param name lower case, perhaps with `*.` before it
  public record Hostname(String name, Spot spot) {
    public Span span() {
      return spot.span();
    }
  }

  /// An item of `spec.rules`.
  ///
  /// @param matches never empty: a rule without any takes everything
  /// @param backends those that requests are forwarded to, then those that they are mirrored to
  public record Rule(Mapping node, List<RouteMatch> matches, List<Backend> backends) {
    /// How a path of fields names it, the same wherever it stands in the list.
    public String key() {
      return node.text("name").orElse(matches.getFirst().words());
    }

    public String path() {
      return "spec.rules[%s]".formatted(key());
    }
  }

  /// A backendRef of a rule, or of a filter that mirrors requests.
  ///
  /// @param port of the Service; null if it is not written
  /// @param weight 1 if it is not written
  /// @param path of the field
  public record Backend(
      Reference ref, PortRef.@Nullable Numbered port, long weight, boolean mirror, String path) {
    static Backend of(KubeObject route, Mapping node, boolean mirror, String rule) {
      var weight = node.scalar("weight");
      Reference ref = Reference.of(route, node, "", "Service");
      return new Backend(
          ref,
          PortRef.of(node, "port") instanceof PortRef.Numbered port ? port : null,
          weight == null ? 1 : weight.integer().orElse(1),
          mirror,
          "%s.%s[%s]".formatted(rule, mirror ? "filters" : "backendRefs", ref.name()));
    }

    /// Whether the weights leave no request for it.
    public boolean getsNothing() {
      return weight == 0;
    }
  }

  /// What a controller says of the route at one parent (`status.parents`), which only objects of a
  /// cluster have.
  public record ParentStatus(Parent parent, List<Condition> conditions) {
    /// A condition that a controller wrote for the route as it is now, or null.
    public @Nullable Condition condition(String type) {
      for (Condition condition : conditions) if (condition.type().equals(type)) return condition;
      return null;
    }
  }

  static Route of(KubeObject object, Type type) {
    Mapping spec = object.spec();
    var hostnames = new ArrayList<Hostname>();
    if (type.hasHostnames())
      for (Node item : spec.items("hostnames"))
        if (item instanceof Scalar host && !host.isNull())
          hostnames.add(new Hostname(host.text().toLowerCase(Locale.ROOT), host.spot()));
    return new Route(
        object,
        type,
        spec.mappings("parentRefs").stream().map(node -> Parent.of(object, node)).toList(),
        List.copyOf(hostnames),
        spec.mappings("rules").stream().map(node -> rule(object, type, node)).toList());
  }

  private static Rule rule(KubeObject route, Type type, Mapping node) {
    List<RouteMatch> matches = RouteMatch.of(type, node);
    String path = new Rule(node, matches, List.of()).path();
    var backends = new ArrayList<Backend>();
    for (Mapping ref : node.mappings("backendRefs"))
      backends.add(Backend.of(route, ref, false, path));
    for (Mapping filter : node.mappings("filters"))
      if (filter.get("requestMirror", "backendRef") instanceof Mapping ref)
        backends.add(Backend.of(route, ref, true, path));
    return new Rule(node, matches, List.copyOf(backends));
  }

  public ObjectRef ref() {
    return object.ref();
  }

  /// The backends of all rules.
  public List<Backend> backends() {
    return rules.stream().flatMap(rule -> rule.backends().stream()).toList();
  }

  /// What controllers say, a condition about an older generation of the route left out.
  public List<ParentStatus> statuses() {
    var generation = object.metadata().text("generation");
    var statuses = new ArrayList<ParentStatus>();
    for (Mapping status : object.node().mapping("status").mappings("parents"))
      statuses.add(
          new ParentStatus(
              Parent.of(object, status.mapping("parentRef")),
              Condition.all(status).stream()
                  .filter(condition -> {
                    var observed = condition.node().text("observedGeneration");
                    return observed.isEmpty()
                        || generation.isEmpty()
                        || observed.get().equals(generation.get());
                  })
                  .toList()));
    return statuses;
  }
}
