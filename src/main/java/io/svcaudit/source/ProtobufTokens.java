package io.svcaudit.source;

import io.svcaudit.source.Messages.Field;
import io.svcaudit.source.Messages.Form;
import io.svcaudit.source.Messages.Message;
import io.svcaudit.source.Messages.Type;
import io.svcaudit.source.Messages.Type.Plain;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A list in protobuf (kubernetes.io, API concepts: "Kubernetes Protobuf encoding"): a prefix, an
/// envelope, and in it metadata and items. The tokens are those of the same list in JSON: an API
/// server makes both from the protobuf that etcd holds. This one costs it half as much, and what is
/// not wanted is passed over by its length.
final class ProtobufTokens implements Tokens {
  /// What an answer in protobuf starts with.
  private static final byte[] PREFIX = {'k', '8', 's', 0};

  static final int PREFIX_LENGTH = PREFIX.length;

  /// runtime.Unknown: 1 is the type of what it holds, 2 its bytes.
  private static final int HELD = 2 << 3 | 2;

  private static final int KEY = 1 << 3 | 2;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final WireInput in;
  private @Nullable Frame frame;
  private boolean started;
  private Token current = Token.END;
  private Next next = Next.FIELD;
  private String name = "";

  /// Of the value that comes next or is current.
  private Type type = Plain.INT;

  /// Where it ends, if it has a length.
  private long end;

  private long number;

  /// Null if it was not read yet.
  private @Nullable String text;

  private boolean sawItems;

  private enum Next {
    FIELD,
    /// The value of the field whose name is current.
    VALUE,
    /// The first of the values of the field whose name is current.
    FIRST,
    NO_ITEMS
  }

  /// A message that is being read.
  private static final class Frame {
    final @Nullable Frame outer;
    final Message message;
    final long end;
    final boolean inline;

    /// The list or mapping whose values come one after the other; null if none is being read.
    @Nullable Field open;

    /// The tag of a value whose list has yet to begin or to end; 0 for none.
    int ahead;

    Frame(@Nullable Frame outer, Message message, long end, boolean inline) {
      this.outer = outer;
      this.message = message;
      this.end = end;
      this.inline = inline;
    }
  }

  /// Whether an answer that begins with these bytes is one.
  static boolean isBegunBy(byte[] bytes) {
    return Arrays.equals(bytes, PREFIX);
  }

  /// @param in what comes behind the prefix
  /// @param message of the items
  ProtobufTokens(InputStream in, Message message) throws IOException {
    this.in = new WireInput(in);
    long length = enter(this.in);
    frame = new Frame(null, Messages.listOf(message), this.in.position() + length, false);
  }

  /// Opens the envelope.
  ///
  /// @return how many bytes it holds
  static int enter(WireInput in) throws IOException {
    for (int tag = in.size(); tag != HELD; tag = in.size()) in.skipValue(tag);
    return in.size();
  }

  @Override
  public Token next() throws IOException {
    current =
        switch (next) {
          case FIELD -> field();
          case VALUE -> value();
          case FIRST -> first();
          case NO_ITEMS -> {
            next = Next.FIELD;
            yield Token.NULL;
          }
        };
    return current;
  }

  private Token field() throws IOException {
    if (!started) {
      started = true;
      return Token.OBJECT;
    }
    passOver();
    while (frame != null) {
      Frame at = frame;
      if (in.position() >= at.end) {
        if (in.position() > at.end) throw WireInput.invalid();
        if (at.open != null) return close(at);
        if (at.outer == null && !sawItems) return noItems();
        frame = at.outer;
        if (!at.inline) return Token.END_OBJECT;
        continue;
      }
      int tag = at.ahead == 0 ? in.size() : at.ahead;
      at.ahead = 0;
      Field field = at.message.field(tag >>> 3);
      if (at.open != null && at.open != field) {
        at.ahead = tag;
        return close(at);
      }
      if (field == null) {
        in.skipValue(tag);
        continue;
      }
      switch (field.form()) {
        case INLINE -> {
          read(field.type());
          enter(field.type(), true);
        }
        case ONE, UNLESS_ZERO -> {
          read(field.type());
          if (field.form() == Form.UNLESS_ZERO && isZero()) passOver();
          else return named(field.name(), Next.VALUE);
        }
        case LIST, MAPPING -> {
          if (at.open == null) {
            at.open = field;
            at.ahead = tag;
            sawItems |= at.outer == null;
            return named(field.name(), Next.FIRST);
          }
          if (field.form() == Form.MAPPING) return entry(field);
          read(field.type());
          return value();
        }
      }
    }
    return Token.END;
  }

  private Token named(String name, Next next) {
    this.name = name;
    this.next = next;
    return Token.NAME;
  }

  /// An empty list is not written at all.
  private Token noItems() {
    sawItems = true;
    return named("items", Next.NO_ITEMS);
  }

  private Token first() {
    next = Next.FIELD;
    type = Plain.INT;
    return frame != null && frame.open != null && frame.open.form() == Form.LIST
        ? Token.LIST
        : Token.OBJECT;
  }

  private static Token close(Frame at) {
    boolean list = at.open != null && at.open.form() == Form.LIST;
    at.open = null;
    return list ? Token.END_LIST : Token.END_OBJECT;
  }

  /// A key and its value, both of which are always written.
  private Token entry(Field field) throws IOException {
    in.size();
    if (in.size() != KEY) throw WireInput.invalid();
    String key = in.text(in.size());
    in.size();
    read(field.type());
    return named(key, Next.VALUE);
  }

  private Token value() throws IOException {
    next = Next.FIELD;
    return switch (type) {
      case Type.Of _ -> {
        enter(type, false);
        yield Token.OBJECT;
      }
      case Plain plain ->
          switch (plain) {
            case STRING, BYTES, QUANTITY -> Token.STRING;
            case BOOL -> Token.BOOLEAN;
            case INT -> Token.NUMBER;
            case TIME, MICROTIME -> isZero() ? Token.NULL : Token.STRING;
            case INT_OR_STRING -> number == 0 ? Token.NUMBER : Token.STRING;
          };
    };
  }

  private void enter(Type type, boolean inline) {
    if (type instanceof Type.Of of) frame = new Frame(frame, of.message(), end, inline);
    // What is in it is read field by field.
    this.type = Plain.INT;
  }

  /// Begins a value: a number is read, of what has a length only that.
  private void read(Type type) throws IOException {
    this.type = type;
    text = null;
    number = 0;
    if (type == Plain.INT || type == Plain.BOOL) {
      number = in.varint();
      return;
    }
    int length = in.size();
    end = in.position() + length;
    if (frame != null && end > frame.end) throw WireInput.invalid();
    if (type == Plain.INT_OR_STRING) readIntOrString();
  }

  private void readIntOrString() throws IOException {
    String written = "";
    long integer = 0;
    while (in.position() < end) {
      int tag = in.size();
      switch (tag >>> 3) {
        case 1 -> number = in.varint();
        case 2 -> integer = in.varint();
        case 3 -> written = in.text(in.size());
        default -> in.skipValue(tag);
      }
    }
    text = number == 0 ? Long.toString(integer) : written;
  }

  private boolean isZero() {
    return hasLength() ? in.position() == end : number == 0;
  }

  private boolean hasLength() {
    return type != Plain.INT && type != Plain.BOOL;
  }

  /// Leaves the value behind if nobody asked for it.
  private void passOver() throws IOException {
    if (hasLength() && in.position() < end) in.skip(end - in.position());
    type = Plain.INT;
  }

  @Override
  public Token current() {
    return current;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String text() throws IOException {
    if (text == null) text = readText();
    return text;
  }

  private String readText() throws IOException {
    if (current == Token.NULL) return "null";
    return switch (type) {
      case Type.Of _ -> "";
      case Plain plain ->
          switch (plain) {
            case STRING -> in.text(left());
            case BOOL -> number == 0 ? "false" : "true";
            case INT -> Long.toString(number);
            case BYTES -> Base64.getEncoder().encodeToString(in.bytes(left()));
            case TIME -> instant(false).toString();
            case MICROTIME -> MICROS.format(instant(true));
            case QUANTITY -> quantity();
            case INT_OR_STRING -> "";
          };
    };
  }

  private int left() {
    return (int) (end - in.position());
  }

  private Instant instant(boolean parts) throws IOException {
    long seconds = 0;
    long nanos = 0;
    while (in.position() < end) {
      int tag = in.size();
      switch (tag >>> 3) {
        case 1 -> seconds = in.varint();
        case 2 -> nanos = in.varint();
        default -> in.skipValue(tag);
      }
    }
    return Instant.ofEpochSecond(seconds, parts ? nanos : 0);
  }

  private String quantity() throws IOException {
    String quantity = "";
    while (in.position() < end) {
      int tag = in.size();
      if (tag >>> 3 == 1) quantity = in.text(in.size());
      else in.skipValue(tag);
    }
    return quantity;
  }

  @Override
  public int length() throws IOException {
    return text().length();
  }

  @Override
  public void skip() throws IOException {
    if (current == Token.OBJECT && frame != null && frame.open == null && frame.outer != null) {
      in.skip(frame.end - in.position());
      frame = frame.outer;
      current = Token.END_OBJECT;
    } else if (current == Token.OBJECT || current == Token.LIST) {
      while (next() != Token.END_OBJECT && current != Token.END_LIST)
        if (current == Token.OBJECT || current == Token.LIST) skip();
    }
  }

  @Override
  public long count() {
    return in.position();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
