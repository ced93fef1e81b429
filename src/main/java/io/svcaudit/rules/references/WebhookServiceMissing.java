package io.svcaudit.rules.references;

import io.svcaudit.model.Resource;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServiceClient;
import io.svcaudit.rules.Cause;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Confidence;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Selection;
import io.svcaudit.topology.Topology;
import java.util.Set;

/// A Service that the API server itself calls and cannot reach: webhooks, aggregated APIs and
/// converters of custom resources name one exactly.
public final class WebhookServiceMissing implements Rule {
  @Override
  public String name() {
    return "webhook-service-missing";
  }

  @Override
  public Severity severity() {
    return Severity.CRITICAL;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.SERVICE_CLIENTS, Resource.SERVICES, Resource.WORKLOADS);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (ServiceClient client : topology.serviceClients()) {
      if (client.namespace().isEmpty() || topology.live().isNew(client.object())) continue;
      switch (topology.service(client.object(), client.namespace(), client.name())) {
        case Resolution.Absent<Service> absent -> missing(topology, client, absent, out);
        case Resolution.Found<Service>(var service) -> found(topology, client, service, out);
        case Resolution.Unknown<Service> _ -> {
          // Its program may be installed apart.
        }
      }
    }
  }

  private static void missing(
      Topology topology, ServiceClient client, Resolution.Absent<Service> absent, Findings out) {
    var report =
        report(
                out,
                client,
                client.nameSpot().span(),
                "no such Service in namespace " + client.namespace(),
                "calls %s, which does not exist".formatted(client.ref()))
            .confidence(absent.confidence())
            .cause(Cause.missing(topology, client.object(), client.ref()))
            .help("install what answers there, or remove the %s".formatted(client.object().kind()));
    if (absent.near().isEmpty()) return;
    Service near = absent.near().getFirst();
    report
        .related(near.object().nameSpan(), "probably meant", near.object())
        .help(
            near.object().name().equals(client.name())
                ? "write namespace: " + near.ref().namespace()
                : "write name: " + near.object().name());
  }

  private static void found(
      Topology topology, ServiceClient client, Service service, Findings out) {
    boolean checked = service.type() != Service.Type.EXTERNAL_NAME && !service.ports().isEmpty();
    if (checked && service.ports().stream().noneMatch(p -> p.port() == client.port())) {
      report(
              out,
              client,
              client.service().spanOf(client.service().has("port") ? "port" : "name"),
              client.service().has("port") ? "the Service has no such port" : "means port 443",
              "calls port %d of %s, which has only %s"
                  .formatted(client.port(), service.ref(), Use.ports(service)))
          .cause(Cause.missingPort(topology, service, client.port()))
          .related(service.spec().spanOf("ports"), "has " + Use.ports(service), service.object())
          .help("write port: " + service.ports().getFirst().port());
    } else if (topology.selection(service) instanceof Selection.Nothing nothing) {
      report(
              out,
              client,
              client.nameSpot().span(),
              "no Pod is behind the Service",
              "calls %s, which selects no Pod".formatted(service.ref()))
          .confidence(nothing.confidence().atMost(Confidence.MEDIUM))
          .cause(Cause.noPods(topology, service))
          .related(service.selectorSpan(), "no Pod has these labels", service.object())
          .help("correct the selector of " + service.ref());
    }
  }

  private static Findings.Report report(
      Findings out, ServiceClient client, Span span, String label, String what) {
    return out.report(
            client.object(),
            client.path(),
            span,
            label,
            "%s: %s %s".formatted(client.object().ref(), client.what(), what))
        .severity(client.blocking() ? Severity.CRITICAL : Severity.HIGH);
  }
}
