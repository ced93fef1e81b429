package io.svcaudit.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a server says instead of an answer.
public final class ApiStatus {
  /// Of metav1.Status.
  private static final int MESSAGE = 3;

  private ApiStatus() {}

  /// The message of a Status, in JSON or in protobuf; the first line of whatever a proxy says
  /// instead; empty if that is nothing to show.
  ///
  /// @param body may be cut off
  public static String message(byte[] body) {
    if (ProtobufTokens.isBegunBy(Arrays.copyOf(body, ProtobufTokens.PREFIX_LENGTH))) {
      try {
        return protobuf(body);
      } catch (IOException _) {
        return "";
      }
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (text.startsWith("{")) {
      var file = new SourceFile("status.json", ".", text, SourceFile.Origin.NAMED);
      var documents = Manifests.read(file).documents();
      if (!documents.isEmpty() && documents.getFirst().root() instanceof Mapping status)
        return status.text("message").orElse("");
    }
    String line = text.lines().findFirst().orElse("").strip();
    return line.startsWith("<") || line.length() > 200 ? "" : line;
  }

  private static String protobuf(byte[] body) throws IOException {
    var in = new WireInput(new ByteArrayInputStream(body));
    in.skip(ProtobufTokens.PREFIX_LENGTH);
    ProtobufTokens.enter(in);
    for (int tag = in.size(); tag >>> 3 != MESSAGE; tag = in.size()) in.skipValue(tag);
    return in.text(in.size());
  }
}
