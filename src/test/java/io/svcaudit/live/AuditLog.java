package io.svcaudit.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the API server wrote down of who asked for what.
///
/// @param file one event in JSON a line
record AuditLog(Path file) {
  private static final JsonMapper JSON = new JsonMapper();

  List<Request> requestsBy(String user) {
    // The server writes an event before the answer's last byte, so that nothing is awaited here.
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(user))
          .map(JSON::readTree)
          .filter(event -> event.at("/user/username").asString("").equals(user))
          .map(AuditLog::request)
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    String group = object.path("apiGroup").asString("");
    String part = object.path("subresource").asString("");
    return new Request(
        event.path("verb").asString(""),
        object.path("resource").asString("")
            + (group.isEmpty() ? "" : "." + group)
            + (part.isEmpty() ? "" : "/" + part),
        object.path("namespace").asString(""),
        event.path("requestURI").asString(""),
        event.at("/responseStatus/code").asInt(0));
  }
}
