package io.svcaudit.report;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/// For programs; `map.schema.json` says what it looks like.
public final class MapJson implements MapReport {
  private final Tool tool;

  public MapJson(Tool tool) {
    this.tool = tool;
  }

  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    Json.write(out, json -> map(map, json));
  }

  private void map(ConnectionMap map, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("schemaVersion", 1);
    json.writeObjectPropertyStart("tool");
    json.writeStringProperty("name", Tool.NAME);
    json.writeStringProperty("version", tool.version());
    json.writeEndObject();
    json.writeArrayPropertyStart("groups");
    for (Group group : map.groups()) group(group, json);
    json.writeEndArray();
    json.writeArrayPropertyStart("entries");
    for (Entry entry : map.entries()) entry(entry, json);
    json.writeEndArray();
    json.writeArrayPropertyStart("calls");
    for (Call call : map.calls()) call(call, json);
    json.writeEndArray();
    json.writeNumberProperty("leftOut", map.leftOut());
    strings("unseen", map.unseen(), json);
    json.writeEndObject();
  }

  private static void strings(String name, List<String> strings, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    for (String string : strings) json.writeString(string);
    json.writeEndArray();
  }

  private static void group(Group group, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("namespace", group.namespace());
    if (!group.unit().isEmpty()) json.writeStringProperty("unit", group.unit());
    json.writeArrayPropertyStart("nodes");
    for (Node node : group.nodes()) node(node, json);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void node(Node node, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", node.id());
    json.writeStringProperty("kind", node.kind());
    json.writeStringProperty("name", node.name());
    if (!node.what().isEmpty()) json.writeStringProperty("what", node.what());
    json.writeStringProperty("exposure", word(node.exposure()));
    json.writeArrayPropertyStart("ports");
    for (Port port : node.ports()) port(port, json);
    json.writeEndArray();
    strings("faults", node.faults(), json);
    if (node.spot() != null) JsonReport.location(node.spot().span().firstLine(), json);
    json.writeEndObject();
  }

  private static void port(Port port, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("service", port.service());
    if (!port.name().isEmpty()) json.writeStringProperty("name", port.name());
    json.writeNumberProperty("port", port.number());
    json.writeStringProperty("protocol", port.protocol());
    json.writeStringProperty("target", port.target());
    json.writeStringProperty("exposure", word(port.exposure()));
    json.writeEndObject();
  }

  private static void entry(Entry entry, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("id", entry.id());
    json.writeStringProperty("kind", entry.kind());
    json.writeStringProperty("name", entry.name());
    json.writeStringProperty("text", entry.text());
    json.writeStringProperty("exposure", word(entry.exposure()));
    json.writeStringProperty("to", entry.to());
    if (entry.port() > 0) json.writeNumberProperty("port", entry.port());
    verdict(entry.verdict(), entry.why(), json);
    json.writeEndObject();
  }

  private static void call(Call call, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("from", call.from());
    json.writeStringProperty("to", call.to());
    if (!call.service().isEmpty()) json.writeStringProperty("service", call.service());
    if (call.port() > 0) json.writeNumberProperty("port", call.port());
    json.writeStringProperty("where", call.where());
    verdict(call.verdict(), call.why(), json);
    json.writeEndObject();
  }

  private static void verdict(Verdict verdict, String why, JsonGenerator json) {
    String word =
        switch (verdict) {
          case OK -> "works";
          case NO -> "broken";
          case UNKNOWN -> "unknown";
        };
    json.writeStringProperty("verdict", word);
    if (!why.isEmpty()) json.writeStringProperty("why", why);
  }

  private static String word(Exposure exposure) {
    return exposure.name().toLowerCase(Locale.ROOT);
  }
}
