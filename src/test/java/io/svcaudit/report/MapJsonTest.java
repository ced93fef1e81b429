package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MapJsonTest {
  private static String json(ConnectionMap map) {
    return MapSamples.write(new MapJson(Samples.TOOL), map);
  }

  private static List<String> violations(String json) throws IOException {
    try (var in = MapJson.class.getResourceAsStream("/svc-audit/map.schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
      return schema.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
    }
  }

  static Stream<ConnectionMap> maps() throws IOException {
    return Stream.concat(
        Stream.of(
            MapSamples.example("closed-shop"),
            MapSamples.example("broken-shop"),
            MapSamples.example("sound-shop"),
            new ConnectionMap(List.of(), List.of(), List.of(), 0)),
        // An empty `what`, `why` or name is left out where the schema asks for one.
        MapSamples.HOSTILE.stream().map(MapSamples::all));
  }

  @ParameterizedTest
  @MethodSource("maps")
  void keepsToItsSchema(ConnectionMap map) throws IOException {
    assertThat(violations(json(map))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"schemaVersion\": 1",
        "\"kind\": \"Deployment\"",
        "\"exposure\": \"public\"",
        "\"verdict\": \"broken\"",
        "\"where\": \"env API_URL\"",
        "\"namespace\": \"shop\"",
        "\"port\": 5432",
        "\"endColumn\": 12",
        "\"leftOut\": 0"
      })
  void theSchemaIsStrict(String member) throws IOException {
    String json = json(MapSamples.example("closed-shop"));
    assertThat(json).contains(member);
    assertThat(violations(json.replace(member, member.replaceFirst(":.*", ": null")))).isNotEmpty();
    assertThat(violations(json.replace(member, member + ", \"unknown\": 1"))).isNotEmpty();
  }

  @Test
  void textIsKept() {
    JsonMapper mapper = new JsonMapper();
    for (String text : MapSamples.HOSTILE) {
      if (text.equals("\ud800")) continue;
      JsonNode node = mapper.readTree(json(MapSamples.all(text))).at("/groups/0/nodes/0");
      assertThat(node.get("name").asString()).isEqualTo(text);
    }
  }
}
