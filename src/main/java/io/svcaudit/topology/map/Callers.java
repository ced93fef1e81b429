package io.svcaudit.topology.map;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.ObjectRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.reference.Address;
import io.svcaudit.topology.reference.Destination;
import io.svcaudit.topology.reference.Reference;
import io.svcaudit.topology.reference.Settled;
import io.svcaudit.topology.trace.Arrival;
import io.svcaudit.topology.trace.Arrivals;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What workloads are configured to call, each port once. What a workload is given with all texts
/// of an object that others take too, and may never use, is left out.
final class Callers {
  private record Key(String from, String to, String service, long port) {}

  private record Asked(KubeObject from, Service service, long port) {}

  private final Arrivals arrivals;
  private final Survey survey;
  private final Settled settled;
  private final Map<Key, Call> calls = new LinkedHashMap<>();
  private final Set<Asked> asked = new HashSet<>();

  Callers(Topology topology, Arrivals arrivals, Survey survey) {
    this.arrivals = arrivals;
    this.survey = survey;
    this.settled = Settled.of(topology);
    for (Reference reference : topology.references().all())
      if (!reference.shared() && reference.address().form() != Address.Form.MENTION) add(reference);
  }

  List<Call> all() {
    return calls.values().stream()
        .sorted(
            Comparator.comparing(Call::from)
                .thenComparing(Call::to)
                .thenComparing(Call::service)
                .thenComparingLong(Call::port))
        .toList();
  }

  private void add(Reference reference) {
    switch (reference.destination()) {
      case Destination.Found found -> {
        if (!found.own()) found(reference, found.service());
      }
      case Destination.Absent absent -> absent(reference, absent);
      case Destination.Unknown(ObjectRef wanted, String why) ->
          add(reference, wanted, Verdict.UNKNOWN, why);
      case Destination.Itself _, Destination.Numeric _ -> {
        // Nothing that was drawn.
      }
    }
  }

  private void found(Reference reference, Service service) {
    ServicePort port = reference.called();
    long number = port == null ? Math.max(0, reference.address().port()) : port.port();
    if (!asked.add(new Asked(reference.from().object(), service, number))) return;
    for (Arrival arrival : arrivals.of(reference, service, port))
      add(
          reference,
          survey.at(arrival.workload(), service).id(),
          service.object().name(),
          number,
          arrival.verdict(),
          arrival.why());
  }

  /// As sure as the rule that reports it.
  private void absent(Reference reference, Destination.Absent absent) {
    ObjectRef wanted = absent.wanted();
    boolean sure =
        absent.confidence().compareTo(Confidence.HIGH) >= 0
            && (settled.is(reference) || !absent.near().isEmpty());
    if (sure) {
      survey
          .named(reference.from().object(), wanted.namespace(), wanted.name())
          .fault(Survey.MISSING);
      add(
          reference,
          wanted,
          Verdict.NO,
          "there is no Service %s%s"
              .formatted(wanted.qualifiedName(), near(wanted, absent.near())));
    } else {
      add(
          reference,
          wanted,
          Verdict.UNKNOWN,
          "no Service %s was read".formatted(wanted.qualifiedName()));
    }
  }

  private static String near(ObjectRef wanted, List<Service> near) {
    if (near.isEmpty()) return "";
    ObjectRef first = near.getFirst().ref();
    return first.namespace().equals(wanted.namespace())
        ? ", only " + first.name()
        : ", only " + first.qualifiedName();
  }

  private void add(Reference reference, ObjectRef wanted, Verdict verdict, String why) {
    Draft to = survey.named(reference.from().object(), wanted.namespace(), wanted.name());
    long port = Math.max(0, reference.address().port());
    add(reference, to.id(), wanted.name(), port, verdict, why);
  }

  private void add(
      Reference reference, String to, String service, long port, Verdict verdict, String why) {
    String from = survey.at(reference.from()).id();
    calls.putIfAbsent(
        new Key(from, to, service, port),
        new Call(from, to, service, port, reference.where(), verdict, why));
  }
}
