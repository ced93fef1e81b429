package io.svcaudit.rules.references;

import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.rules.Findings;
import io.svcaudit.source.Scalar;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.reference.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// An address at one place, with all workloads that it is given to: a ConfigMap may serve many.
///
/// @param references at least one, all of one destination
record Use(List<Reference> references) {
  private record Key(Scalar text, int start, String written, String namespace) {}

  /// The addresses of a kind, each place once, in the order of the workloads. What a workload is
  /// given with many other texts, and may never use, counts too: it is wrong all the same.
  static List<Use> of(Topology topology, Predicate<Reference> wanted) {
    Map<Key, List<Reference>> byPlace = new LinkedHashMap<>();
    for (Reference reference : topology.references().all())
      if (wanted.test(reference)) {
        var key =
            new Key(
                reference.text(),
                reference.start(),
                reference.address().written(),
                reference.from().object().namespace());
        byPlace.computeIfAbsent(key, _ -> new ArrayList<>()).add(reference);
      }
    return byPlace.values().stream().map(Use::new).toList();
  }

  Reference first() {
    return references.getFirst();
  }

  /// `db:5432`, as it is written.
  String written() {
    return first().address().written();
  }

  /// `Deployment shop/web`, and how many more.
  String who() {
    Set<ObjectRef> refs = new LinkedHashSet<>();
    for (Reference reference : references) refs.add(reference.from().ref());
    ObjectRef first = first().from().ref();
    return refs.size() == 1 ? first.toString() : "%s and %d more".formatted(first, refs.size() - 1);
  }

  /// Starts a finding at the address.
  Findings.Report report(Findings out, String label, String message) {
    return out.report(first().holder(), first().path(), first().span(), label, message);
  }

  /// The ports of a Service: "port http (80), port 9090".
  static String ports(Service service) {
    return String.join(", ", service.ports().stream().map(ServicePort::describe).toList());
  }
}
