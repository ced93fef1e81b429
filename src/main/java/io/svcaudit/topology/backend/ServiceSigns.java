package io.svcaudit.topology.backend;

import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Guesses from a Service alone what it leads to, where its Pods were not read. Never more than
/// probable.
final class ServiceSigns {
  /// They tell something in the name of an image, and nothing in that of a Service.
  private static final Set<String> MEANINGLESS = Set.of("service", "backend", "app");

  private ServiceSigns() {}

  static List<Backend> read(Service service) {
    for (String word : ImageName.words(service.ref().name()))
      if (Words.isAbout(word) && !MEANINGLESS.contains(word)) return List.of();
    var found = new ArrayList<Backend>();
    for (ServicePort port : service.ports()) {
      Classification what = best(service, port);
      if (what != null) found.add(new Backend(port, what, null));
    }
    return found;
  }

  private static @Nullable Classification best(Service service, ServicePort port) {
    long number = port.target() instanceof PortRef.Numbered target ? target.number() : port.port();
    Classification best = null;
    for (Product product : Products.on(number)) {
      Classification what = weigh(product, service, port, number);
      if (what != null && (best == null || what.score() > best.score())) best = what;
    }
    return best;
  }

  private static @Nullable Classification weigh(
      Product product, Service service, ServicePort port, long number) {
    Product.Port spoken = product.port(number);
    if (spoken == null) return null;
    Set<String> names = Backing.names(port);
    boolean named = names.stream().anyMatch(spoken.names()::contains);
    if (!spoken.distinctive() && !named) return null;
    var scoring = new Scoring(product);
    scoring.add("port " + number, spoken.distinctive() ? 30 : 15, port.target().spot());
    scoring.named(names, spoken, port.node().spotOf("name"));
    scoring.label(service.selector());
    scoring.objectName(service.object());
    return scoring.sum(spoken, Classification.STRONG - 1);
  }
}
