package io.svcaudit.model;

import io.svcaudit.source.Mapping;
import io.svcaudit.source.Spot;
import java.util.ArrayList;
import java.util.List;

/// A Service that the API server itself calls: a webhook's `clientConfig.service`
/// (admissionregistration.k8s.io/v1 WebhookClientConfig), an aggregated API's `spec.service`
/// (apiregistration.k8s.io/v1 APIService), or the converter of a custom resource
/// (apiextensions.k8s.io/v1 CustomResourceConversion).
///
/// @param what for messages: "webhook pods.example.com"
/// @param path of the field that names the Service
/// @param service the field itself
/// @param port of the Service; 443 if it is not written
/// @param blocking whether requests fail when nobody answers: `failurePolicy: Fail`, which is the
///   default, and always for the other two
public record ServiceClient(
    KubeObject object,
    String what,
    String path,
    Mapping service,
    String namespace,
    String name,
    long port,
    boolean blocking) {

  /// Those of an object of one of these kinds; may be empty, as a webhook may have a URL instead.
  static List<ServiceClient> of(KubeObject object) {
    var clients = new ArrayList<ServiceClient>();
    switch (object.kind()) {
      case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration" -> {
        for (Mapping webhook : object.node().mappings("webhooks")) {
          String name = webhook.text("name").orElse("");
          boolean fails = !webhook.text("failurePolicy").orElse("Fail").equals("Ignore");
          add(
              object,
              "webhook " + name,
              "webhooks[%s].clientConfig.service".formatted(name),
              webhook.mapping("clientConfig", "service"),
              fails,
              clients);
        }
      }
      case "APIService" ->
          add(object, "its API", "spec.service", object.spec().mapping("service"), true, clients);
      case "CustomResourceDefinition" -> {
        Mapping conversion = object.spec().mapping("conversion");
        Mapping old = conversion.mapping("webhookClientConfig");
        Mapping config = old.isEmpty() ? conversion.mapping("webhook", "clientConfig") : old;
        String field = old.isEmpty() ? "webhook.clientConfig" : "webhookClientConfig";
        if (conversion.text("strategy").orElse("").equals("Webhook"))
          add(
              object,
              "its conversion",
              "spec.conversion.%s.service".formatted(field),
              config.mapping("service"),
              true,
              clients);
      }
      default -> {
        // No other kind is called.
      }
    }
    return clients;
  }

  private static void add(
      KubeObject object,
      String what,
      String path,
      Mapping service,
      boolean blocking,
      List<ServiceClient> into) {
    String name = service.text("name").orElse("");
    if (name.isEmpty()) return;
    var port = service.scalar("port");
    into.add(
        new ServiceClient(
            object,
            what,
            path,
            service,
            service.text("namespace").orElse(""),
            name,
            port == null ? 443 : port.integer().orElse(443),
            blocking));
  }

  /// The Service.
  public ObjectRef ref() {
    return new ObjectRef("v1", "Service", namespace, name);
  }

  /// Where its name stands.
  public Spot nameSpot() {
    return service.spotOf("name");
  }
}
