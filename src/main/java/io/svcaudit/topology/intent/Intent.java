package io.svcaudit.topology.intent;

import io.svcaudit.model.Service;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Scalar;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a project says of itself.
///
/// @param expectations in the order of the text; may be empty
/// @param audiences in the order of the text; may be empty
/// @param namespace where names without one are looked up first
public record Intent(List<Expectation> expectations, List<Declared> audiences, String namespace) {
  /// Nothing is said.
  public static final Intent NONE = new Intent(List.of(), List.of(), "default");

  /// What a Service says of itself: `public`, `internal` or `private`.
  public static final String ANNOTATION = "svc-audit.io/exposure";

  public Intent {
    expectations = List.copyOf(expectations);
    audiences = List.copyOf(audiences);
  }

  /// The same, with names looked up in a namespace first.
  public Intent in(String where) {
    return new Intent(expectations, audiences, where);
  }

  /// The namespaces that expectations name; may be empty.
  public Set<String> namespaces() {
    var all = new TreeSet<String>();
    for (Expectation expectation : expectations) all.addAll(expectation.namespaces());
    return all;
  }

  /// What is said of a Service: by its annotation, or else by what names it most exactly.
  public Optional<Stated> of(Service service) {
    Mapping annotations = service.object().metadata().mapping("annotations");
    Scalar written = annotations.scalar(ANNOTATION);
    if (written != null)
      return Optional.of(
          Audience.of(written.text().strip())
              .<Stated>map(who -> new Stated.For(who, annotations.spotOf(ANNOTATION), true))
              .orElseGet(
                  () -> new Stated.Misspelt(written.text(), annotations.spotOf(ANNOTATION))));
    return declared(service.ref().namespace(), service.ref().name())
        .map(declared -> new Stated.For(declared.audience(), declared.spot(), false));
  }

  /// What the configuration says of a Service, whether it is there or not: what names it most
  /// exactly.
  public Optional<Declared> declared(String namespace, String service) {
    return audiences.stream()
        .filter(declared -> declared.isAbout(namespace, service))
        .max(Comparator.comparingInt(Declared::exactness));
  }
}
