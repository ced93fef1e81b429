package io.svcaudit.rules.ports;

import io.svcaudit.model.Container;
import io.svcaudit.model.PodTemplate;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether something in a Pod speaks of a port number: a variable, an argument, a probe, an
/// annotation, or an image whose program is known to listen there.
final class Mentions {
  /// Servers that are often run as they come, by the name of the image.
  private static final Map<String, Set<Long>> LISTENING =
      Map.of(
          "nginx", Set.of(80L, 443L),
          "httpd", Set.of(80L, 443L),
          "caddy", Set.of(80L, 443L),
          "wordpress", Set.of(80L),
          "tomcat", Set.of(8080L),
          "nginx-unprivileged", Set.of(8080L));

  private Mentions() {}

  static boolean of(long number, PodTemplate template) {
    String digits = Long.toString(number);
    if (in(digits, template.node().mapping("metadata"))) return true;
    for (Container container : template.containers()) {
      if (LISTENING.getOrDefault(container.imageName(), Set.of()).contains(number)) return true;
      for (String field : container.node().entries().keySet())
        if (!field.equals("ports")
            && !field.equals("image")
            && in(digits, container.node().get(field))) return true;
    }
    return false;
  }

  private static boolean in(String digits, @Nullable Node node) {
    return switch (node) {
      case null -> false;
      case Mapping mapping ->
          mapping.entries().values().stream().anyMatch(e -> in(digits, e.value()));
      case Sequence sequence -> sequence.items().stream().anyMatch(item -> in(digits, item));
      case Scalar scalar -> holds(scalar.text(), digits);
    };
  }

  /// The digits on their own: `8080` is in `:8080/health`, not in `18080`.
  private static boolean holds(String text, String digits) {
    for (int at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
      int end = at + digits.length();
      boolean starts = at == 0 || !Character.isDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isDigit(text.charAt(end));
      if (starts && ends) return true;
    }
    return false;
  }
}
