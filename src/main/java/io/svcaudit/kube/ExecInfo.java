package io.svcaudit.kube;

import io.svcaudit.kube.Connection.Trust;
import io.svcaudit.kube.Kubeconfig.Entry;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import java.io.StringWriter;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a credential plugin is told in `KUBERNETES_EXEC_INFO` (client.authentication.k8s.io,
/// ExecCredential).
final class ExecInfo {
  /// The extension of a cluster that is handed to plugins.
  private static final String CONFIG = "client.authentication.k8s.io/exec";

  private ExecInfo() {}

  /// @param cluster empty if the plugin shall not know it
  static String json(
      String version, boolean interactive, Optional<Entry> cluster, URI server, Trust trust) {
    var text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("kind", "ExecCredential");
      json.writeStringProperty("apiVersion", version);
      json.writeObjectPropertyStart("spec");
      if (cluster.isPresent()) cluster(cluster.get(), server, trust, json);
      json.writeBooleanProperty("interactive", interactive);
      json.writeEndObject();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void cluster(Entry cluster, URI server, Trust trust, JsonGenerator json) {
    json.writeObjectPropertyStart("cluster");
    json.writeStringProperty("server", server.toString());
    if (!trust.serverName().isEmpty())
      json.writeStringProperty("tls-server-name", trust.serverName());
    if (trust.anybody()) json.writeBooleanProperty("insecure-skip-tls-verify", true);
    trust
        .authority()
        .ifPresent(pem ->
            json.writeStringProperty(
                "certificate-authority-data", Base64.getEncoder().encodeToString(pem)));
    String proxy = cluster.text("proxy-url");
    if (!proxy.isEmpty()) json.writeStringProperty("proxy-url", proxy);
    for (Mapping extension : cluster.node().mappings("extensions")) {
      Node value = extension.get("extension");
      if (extension.text("name").orElse("").equals(CONFIG) && value != null) {
        json.writeName("config");
        node(value, json);
      }
    }
    json.writeEndObject();
  }

  private static void node(Node node, JsonGenerator json) {
    switch (node) {
      case Mapping mapping -> {
        json.writeStartObject();
        mapping
            .entries()
            .forEach((name, entry) -> {
              json.writeName(name);
              node(entry.value(), json);
            });
        json.writeEndObject();
      }
      case Sequence sequence -> {
        json.writeStartArray();
        for (Node item : sequence.items()) node(item, json);
        json.writeEndArray();
      }
      case Scalar scalar when scalar.isString() -> json.writeString(scalar.text());
      case Scalar scalar -> json.writeRawValue(scalar.text());
    }
  }
}
