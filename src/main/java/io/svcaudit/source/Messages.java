package io.svcaudit.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How an API server writes objects in protobuf: a table made from the Go types of the Kubernetes
/// API, which its protobuf and its JSON are made from.
final class Messages {
  /// Fields by their numbers.
  static final class Message {
    private @Nullable Field[] fields = new Field[0];

    /// Null for one that nothing reads, or that is newer than the table.
    @Nullable Field field(int number) {
      return number < fields.length ? fields[number] : null;
    }

    private Message with(List<Field> all) {
      int highest = all.stream().mapToInt(Field::number).max().orElse(0);
      fields = new Field[highest + 1];
      for (Field field : all) fields[field.number()] = field;
      return this;
    }
  }

  /// How often a field has a value.
  enum Form {
    ONE,
    /// JSON leaves it out if it is zero.
    UNLESS_ZERO,
    /// JSON has the fields of the value in the place of the field.
    INLINE,
    LIST,
    /// A mapping with keys that are strings.
    MAPPING
  }

  /// @param name in JSON
  record Field(int number, String name, Type type, Form form) {}

  /// Of a value.
  sealed interface Type {
    /// A message, whose fields are fields in JSON.
    record Of(Message message) implements Type {}

    /// What is one value in JSON.
    enum Plain implements Type {
      STRING,
      BOOL,
      INT,
      BYTES,
      /// `metav1.Time`: seconds since 1970, and a part of one that JSON leaves out.
      TIME,
      /// `metav1.MicroTime`: the same, of which JSON has six digits.
      MICROTIME,
      /// `resource.Quantity`: its text.
      QUANTITY,
      /// `intstr.IntOrString`: which of both it is, the number, the text.
      INT_OR_STRING
    }
  }

  private static final class Known {
    static final Messages TABLE = read();
  }

  private final Map<String, Message> kinds = new HashMap<>();

  private Messages() {}

  /// The message of a kind; null for custom resources, which are written in JSON alone.
  static @Nullable Message of(String apiVersion, String kind) {
    return Known.TABLE.kinds.get(kind + " " + apiVersion);
  }

  /// The message of a list: of its metadata only where the next page begins.
  static Message listOf(Message item) {
    var metadata =
        new Message().with(List.of(new Field(3, "continue", Type.Plain.STRING, Form.UNLESS_ZERO)));
    return new Message()
        .with(
            List.of(
                new Field(1, "metadata", new Type.Of(metadata), Form.ONE),
                new Field(2, "items", new Type.Of(item), Form.LIST)));
  }

  private static Messages read() {
    try (InputStream in = Messages.class.getResourceAsStream("/svc-audit/api-messages.txt")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n\n", 2);
      String[] lines = parts[1].split("\n");
      var messages = new ArrayList<Message>();
      for (int i = 0; i < lines.length; i++) messages.add(new Message());
      for (int i = 0; i < lines.length; i++) {
        var fields = new ArrayList<Field>();
        String[] words = lines[i].split(" ");
        for (int word = 1; word < words.length; word++) fields.add(field(words[word], messages));
        messages.get(i).with(fields);
      }
      var table = new Messages();
      for (String line : parts[0].split("\n")) {
        if (line.startsWith("#")) continue;
        int space = line.lastIndexOf(' ');
        Message message = messages.get(Integer.parseInt(line.substring(space + 1)));
        table.kinds.put(line.substring(0, space), message);
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `NUMBER:NAME:TYPE` with a sign for its form
  private static Field field(String word, List<Message> messages) {
    String[] parts = word.split(":", 3);
    String type = parts[2];
    Form form =
        switch (type.charAt(type.length() - 1)) {
          case '?' -> Form.UNLESS_ZERO;
          case '<' -> Form.INLINE;
          case '*' -> Form.LIST;
          case '%' -> Form.MAPPING;
          default -> Form.ONE;
        };
    if (form != Form.ONE) type = type.substring(0, type.length() - 1);
    return new Field(Integer.parseInt(parts[0]), Words.share(parts[1]), type(type, messages), form);
  }

  private static Type type(String word, List<Message> messages) {
    return switch (word) {
      case "string" -> Type.Plain.STRING;
      case "bool" -> Type.Plain.BOOL;
      case "int" -> Type.Plain.INT;
      case "bytes" -> Type.Plain.BYTES;
      case "time" -> Type.Plain.TIME;
      case "microtime" -> Type.Plain.MICROTIME;
      case "quantity" -> Type.Plain.QUANTITY;
      case "intorstring" -> Type.Plain.INT_OR_STRING;
      default -> new Type.Of(messages.get(Integer.parseInt(word)));
    };
  }
}
