package io.svcaudit.topology.reference;

import io.svcaudit.model.Container;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An address of a server that a container is given.
///
/// @param site where it stands
/// @param key the variable, flag, probe or file that holds it
/// @param holder the object that it is written in: the workload, or a ConfigMap
/// @param text the value that it is written in, or what names the value
/// @param start of the address in the value; -1 if the value is not written as it is used
/// @param shared whether the container takes it with all other texts of an object that other
///   workloads take too: it may never use this one
public record Reference(
    Workload from,
    Container container,
    Site site,
    String key,
    KubeObject holder,
    Scalar text,
    int start,
    Address address,
    boolean shared,
    Destination destination) {

  /// Where a container finds an address.
  public enum Site {
    ENV,
    COMMAND,
    PROBE,
    /// A text of a ConfigMap that is mounted.
    FILE
  }

  /// Where it is written, host and port alone where they can be told apart.
  public Span span() {
    return start < 0
        ? text.span().firstLine()
        : text.spanOf(start, start + address.end() - address.start()).firstLine();
  }

  /// `env API_URL`, `command`, `app.conf of ConfigMap api`, for messages.
  public String where() {
    return where(site, key, holder);
  }

  static String where(Site site, String key, KubeObject holder) {
    return switch (site) {
      case ENV -> "env " + key;
      case COMMAND -> key.isEmpty() ? "its command" : "flag " + key;
      case PROBE -> "its " + key;
      case FILE -> "%s of %s".formatted(key, holder.ref().kindAndName());
    };
  }

  /// The field that holds it, list items by their key.
  public String path() {
    if (holder != from.object()) return "data[%s]".formatted(key);
    String container = from.path(container());
    return switch (site) {
      case ENV -> "%s.env[%s]".formatted(container, key);
      case COMMAND -> container + ".command";
      case PROBE -> {
        boolean http = container().node().mapping(key).has("httpGet");
        yield "%s.%s.%s.host".formatted(container, key, http ? "httpGet" : "tcpSocket");
      }
      case FILE -> container + ".volumeMounts";
    };
  }

  /// The port of the Service that surely is called; null if it is not sure that anything is.
  public @Nullable ServicePort called() {
    if (shared || address.form() == Address.Form.MENTION) return null;
    if (!(destination instanceof Destination.Found found) || found.own()) return null;
    List<ServicePort> all = found.service().ports();
    boolean only = found.state() == Destination.PortState.NOT_GIVEN && all.size() == 1;
    return only ? all.getFirst() : found.port();
  }

  /// The Service that it leads to; null if none was found.
  public @Nullable Service service() {
    return destination instanceof Destination.Found found ? found.service() : null;
  }
}
