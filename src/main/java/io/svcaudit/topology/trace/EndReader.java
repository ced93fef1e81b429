package io.svcaudit.topology.trace;

import io.svcaudit.model.LabelSelector;
import io.svcaudit.source.UsageException;
import io.svcaudit.topology.trace.EndText.From;
import io.svcaudit.topology.trace.EndText.Labelled;
import io.svcaudit.topology.trace.EndText.Name;
import io.svcaudit.topology.trace.EndText.Named;
import io.svcaudit.topology.trace.EndText.To;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the ends of connections, before it is known what there is.
public final class EndReader {
  /// What a selector holds and no name does.
  private static final Pattern SELECTS = Pattern.compile("=|\\s(not)?in\\s*\\(");

  /// `shop/` before a selector: the prefix of a label's key has a dot, nearly always, and a
  /// namespace has none.
  private static final Pattern WITHIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?)/(.+)", Pattern.DOTALL);

  private EndReader() {}

  /// Reads who connects.
  ///
  /// @throws UsageException if it is nothing of the kind
  public static From from(String text) throws UsageException {
    if (SELECTS.matcher(text).find()) {
      if (text.contains(":")) throw new UsageException(Ends.PORT_OF_CLIENT);
      return labelled(text, text, Optional.empty());
    }
    if (text.equals(Ends.INTERNET)) return new Named(text, text);
    Address address = Address.parse(text);
    Ends.checkClient(address);
    return new Named(text, key(address));
  }

  /// Reads what is connected to.
  ///
  /// @throws UsageException if it is nothing of the kind
  public static To to(String text) throws UsageException {
    if (text.startsWith("http://") || text.startsWith("https://")) return new Named(text, text);
    if (SELECTS.matcher(text).find()) {
      int colon = text.lastIndexOf(':');
      Optional<String> port =
          colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1).strip());
      return labelled(text, colon < 0 ? text : text.substring(0, colon), port);
    }
    if (text.equals(Ends.INTERNET))
      throw new UsageException("internet is who connects: internet → TO");
    if (Ends.isRoute(text)) return new Named(text, text.toLowerCase(Locale.ROOT));
    Address address = Address.parse(text);
    Ends.checkGoal(address);
    return new Named(text, key(address));
  }

  private static Labelled labelled(String written, String text, Optional<String> port)
      throws UsageException {
    Matcher within = WITHIN.matcher(text.strip());
    boolean hasNamespace = within.matches() && !SELECTS.matcher(within.group(1)).find();
    String namespace = hasNamespace ? within.group(1) : "";
    try {
      String selector = hasNamespace ? within.group(3) : text.strip();
      return new Labelled(written, namespace, LabelSelector.parse(selector), port);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String key(Address address) {
    return List.of(address.namespace(), address.kind(), address.name(), address.port().orElse(""))
        .toString();
  }

  /// Reads the name of a Service, or of a namespace: `svc/db`, `shop/svc/db`, `ns/shop`.
  ///
  /// @throws UsageException if it is nothing of the kind
  public static Name service(String text) throws UsageException {
    Address address = Address.parse(text);
    return switch (address.kind()) {
      case "", "Service" -> {
        if (address.port().isPresent())
          throw new UsageException(
              "\"%s\" names a port; what is said is about the whole Service".formatted(text));
        yield new Name(address.namespace(), address.name());
      }
      case "Namespace" -> new Name(address.name(), "");
      default ->
          throw new UsageException(
              "\"%s\" is no Service; write it like svc/db, shop/svc/db or ns/shop".formatted(text));
    };
  }
}
