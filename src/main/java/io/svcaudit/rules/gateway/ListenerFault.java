package io.svcaudit.rules.gateway;

import io.svcaudit.model.Gateway;
import io.svcaudit.model.Gateway.Listener;
import io.svcaudit.model.PortRef;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is wrong with a listener, by the validation of the Gateway CRD (certain) and by what the
/// API asks of controllers ("Distinct Listeners").
///
/// @param field its path below the listener: `.port`; empty for the whole
/// @param other the listener that it does not go with, or null
record ListenerFault(
    Listener listener,
    String field,
    Span span,
    String label,
    String message,
    Confidence sure,
    String help,
    @Nullable Listener other) {
  private static final Set<String> NAMED = Set.of("HTTP", "HTTPS", "TLS");

  /// What comes of it. A cluster that has it has a CRD of before its validation.
  String consequence(boolean live) {
    if (live) return "";
    if (sure == Confidence.CERTAIN) return ", which the API server rejects";
    return other == null ? "" : ", so that neither is accepted";
  }

  /// All of a Gateway; may be empty.
  static List<ListenerFault> of(Gateway gateway) {
    var faults = new ArrayList<ListenerFault>();
    List<Listener> listeners = gateway.listeners();
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      alone(gateway, listener, faults);
      for (Listener before : listeners.subList(0, i)) if (together(before, listener, faults)) break;
    }
    return faults;
  }

  private static ListenerFault rejected(
      Listener listener, String field, String label, String message, String help) {
    return new ListenerFault(
        listener,
        "." + field,
        listener.node().has(field) ? listener.node().spanOf(field) : listener.span(),
        label,
        message,
        Confidence.CERTAIN,
        help,
        null);
  }

  private static void alone(Gateway gateway, Listener listener, List<ListenerFault> faults) {
    // Text may be a placeholder.
    boolean number = PortRef.of(listener.node(), "port") instanceof PortRef.Numbered;
    if (number && (listener.port() < 1 || listener.port() > 65_535))
      faults.add(
          rejected(listener, "port", "no port", "has no valid port", "write a port of 1 to 65535"));
    boolean hasTls = listener.node().has("tls");
    String protocol = listener.protocol();
    switch (protocol) {
      case "HTTP" -> {
        if (hasTls) faults.add(notWith(listener, "tls"));
      }
      case "TCP", "UDP" -> {
        if (hasTls) faults.add(notWith(listener, "tls"));
        if (!listener.hostname().isEmpty()) faults.add(notWith(listener, "hostname"));
      }
      case "HTTPS" -> {
        if (listener.isPassthrough()) faults.add(passthrough(listener));
        else if (hasTls) terminates(listener, faults);
        else if (!isCertified(gateway)) faults.add(withoutCertificate(listener));
      }
      case "TLS" -> {
        if (!hasTls)
          faults.add(
              rejected(
                  listener,
                  "protocol",
                  "has no tls",
                  "has protocol TLS and no tls",
                  "add tls.mode"));
        else if (!listener.isPassthrough()) terminates(listener, faults);
      }
      default -> {
        // Only its implementation knows what is right.
      }
    }
  }

  private static ListenerFault notWith(Listener listener, String field) {
    return rejected(
        listener,
        field,
        "not with protocol " + listener.protocol(),
        "has %s with protocol %s".formatted(field, listener.protocol()),
        "remove %s, or write another protocol".formatted(field));
  }

  private static ListenerFault passthrough(Listener listener) {
    return rejected(
        listener,
        "tls",
        "not with protocol HTTPS",
        "has tls.mode Passthrough with protocol HTTPS",
        "write protocol: TLS and use a TLSRoute, or mode: Terminate with a certificate");
  }

  private static void terminates(Listener listener, List<ListenerFault> faults) {
    Mapping tls = listener.node().mapping("tls");
    if (tls.items("certificateRefs").isEmpty() && tls.mapping("options").isEmpty())
      faults.add(
          rejected(
              listener,
              "tls",
              "has no certificateRefs",
              "terminates TLS without a certificate",
              "add tls.certificateRefs with the Secret of the certificate"));
  }

  /// The API server takes it, a controller does not.
  private static ListenerFault withoutCertificate(Listener listener) {
    return new ListenerFault(
        listener,
        ".tls",
        listener.node().spanOf("protocol"),
        "has no tls",
        "has protocol HTTPS and no certificate",
        Confidence.HIGH,
        "add tls.certificateRefs with the Secret of the certificate",
        null);
  }

  /// Clouds have annotations for their own certificates.
  private static boolean isCertified(Gateway gateway) {
    return gateway.object().metadata().mapping("annotations").entries().keySet().stream()
        .anyMatch(key -> key.contains("cert"));
  }

  private static boolean together(Listener before, Listener listener, List<ListenerFault> faults) {
    if (!listener.name().isEmpty() && listener.name().equals(before.name())) {
      faults.add(pair(before, listener, "name", "has the name of another one", Confidence.CERTAIN));
      return true;
    }
    if (listener.port() != before.port() || listener.port() == 0) return false;
    boolean sameHost = listener.hostname().equals(before.hostname());
    String a = before.protocol();
    String b = listener.protocol();
    if (a.equals(b) && sameHost) {
      String message =
          NAMED.contains(b)
              ? "has the port, protocol and hostname of another one"
              : "has the port and protocol of another one";
      // To the API server, http and HTTP are two.
      boolean sameWord = written(before).equals(written(listener));
      Confidence sure = sameWord ? Confidence.CERTAIN : Confidence.HIGH;
      faults.add(pair(before, listener, "port", message, sure));
      return true;
    }
    boolean mixed = a.equals("TCP") && NAMED.contains(b) || b.equals("TCP") && NAMED.contains(a);
    if (mixed || (NAMED.contains(a) && NAMED.contains(b) && a.equals("HTTP") != b.equals("HTTP"))) {
      String message = "has the port of another one with protocol " + a;
      faults.add(
          pair(before, listener, "port", message, mixed ? Confidence.HIGH : Confidence.MEDIUM));
      return true;
    }
    return false;
  }

  private static String written(Listener listener) {
    return listener.node().text("protocol").orElse("");
  }

  private static ListenerFault pair(
      Listener before, Listener listener, String field, String message, Confidence sure) {
    return new ListenerFault(
        listener,
        "." + field,
        listener.node().spanOf(field),
        "taken already",
        message,
        sure,
        field.equals("name") ? "give it a name of its own" : "give it a port of its own",
        before);
  }
}
