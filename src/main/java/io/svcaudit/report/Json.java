package io.svcaudit.report;

import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// Writes one JSON document, indented by two spaces, with a newline at its end.
final class Json {
  private static final HexFormat HEX = HexFormat.of();

  private Json() {}

  /// Fills a document.
  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json);
  }

  static void write(Appendable out, Content content) throws IOException {
    try (JsonGenerator json =
        new JsonFactory().createGenerator(new Indented(), new AppendableWriter(out))) {
      content.write(json);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
    out.append('\n');
  }

  private static final class Indented extends ObjectWriteContext.Base {
    private final PrettyPrinter printer;

    Indented() {
      var indenter = new DefaultIndenter("  ", "\n");
      var separators =
          Separators.createDefaultInstance()
              .withObjectNameValueSpacing(Separators.Spacing.AFTER)
              .withArrayEmptySeparator("")
              .withObjectEmptySeparator("");
      var separated = new DefaultPrettyPrinter(separators);
      printer = separated.withArrayIndenter(indenter).withObjectIndenter(indenter);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return printer;
    }
  }

  /// Escapes what a terminal would obey: beyond ASCII such characters only occur within strings.
  private static final class AppendableWriter extends Writer {
    private final Appendable out;

    AppendableWriter(Appendable out) {
      this.out = out;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      var escaped = new StringBuilder(length);
      for (int i = from; i < from + length; i++) {
        char c = characters[i];
        if (c < 0x7f || Character.isSurrogate(c) || !Visible.isDeceptive(c)) escaped.append(c);
        else escaped.append("\\u").append(HEX.toHexDigits(c));
      }
      out.append(escaped);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
