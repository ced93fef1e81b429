package io.svcaudit.topology.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A program that we know, with what gives it away.
///
/// @param login whether it asks for credentials unless it was told not to
/// @param images names of images, see [ImageName]
/// @param ports what it listens on; the first is the one it is there for
/// @param env variables that configure the server; a `*` at the end stands for any rest
/// @param commands names of the server's executable
/// @param mounts where its data lies
record Product(
    String name,
    BackendClass kind,
    boolean login,
    List<String> images,
    List<Port> ports,
    List<String> env,
    Set<String> commands,
    List<String> mounts) {

  /// @param kind what this port gives access to; a database may have a console beside its data
  /// @param http whether HTTP proxies can pass it on
  /// @param distinctive whether the number alone says something; 8080 does not
  /// @param names what people name such a port
  record Port(
      long number, BackendClass kind, boolean http, boolean distinctive, Set<String> names) {}

  static Product of(String name, BackendClass kind, String... images) {
    return new Product(
        name, kind, false, List.of(images), List.of(), List.of(), Set.of(), List.of());
  }

  Product withLogin() {
    return new Product(name, kind, true, images, ports, env, commands, mounts);
  }

  /// A port with a protocol of its own.
  Product tcp(long number, String... names) {
    return port(new Port(number, kind, false, true, Set.of(names)));
  }

  /// A port that speaks HTTP, gRPC or WebSocket.
  Product http(long number, String... names) {
    return port(new Port(number, kind, true, true, Set.of(names)));
  }

  /// A port whose number many programs use.
  Product commonTcp(long number, String... names) {
    return port(new Port(number, kind, false, false, Set.of(names)));
  }

  /// An HTTP port whose number many programs use.
  Product commonHttp(long number, String... names) {
    return port(new Port(number, kind, true, false, Set.of(names)));
  }

  Product console(long number, String... names) {
    return port(new Port(number, BackendClass.ADMIN_CONSOLE, true, false, Set.of(names)));
  }

  private Product port(Port port) {
    var more = new ArrayList<>(ports);
    more.add(port);
    return new Product(name, kind, login, images, List.copyOf(more), env, commands, mounts);
  }

  Product env(String... names) {
    return new Product(name, kind, login, images, ports, List.of(names), commands, mounts);
  }

  Product command(String... names) {
    return new Product(name, kind, login, images, ports, env, Set.of(names), mounts);
  }

  Product mount(String... paths) {
    return new Product(name, kind, login, images, ports, env, commands, List.of(paths));
  }

  @Nullable Port port(long number) {
    return first(port -> port.number() == number);
  }

  @Nullable Port portNamed(Set<String> names) {
    return first(port -> names.stream().anyMatch(port.names()::contains));
  }

  private @Nullable Port first(Predicate<Port> wanted) {
    for (Port port : ports) if (wanted.test(port)) return port;
    return null;
  }

  boolean configuredBy(String variable) {
    for (String known : env)
      if (known.endsWith("*")
          ? variable.startsWith(known.substring(0, known.length() - 1))
          : variable.equals(known)) return true;
    return false;
  }

  boolean keepsDataAt(String path) {
    for (String mount : mounts) if (path.equals(mount) || path.startsWith(mount + "/")) return true;
    return false;
  }
}
