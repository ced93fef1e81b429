package io.svcaudit.source;

import io.svcaudit.source.SourceFile.Origin;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Turns the bytes of a file into text.
final class Texts {
  /// Either the text, or why there is none; neither for a binary file that was only met while
  /// walking.
  record Text(@Nullable SourceFile file, @Nullable Unseen unseen) {}

  private static final Text NOTHING = new Text(null, null);

  private Texts() {}

  static Text decode(byte[] bytes, String name, String directory, Origin origin) {
    Charset charset = charset(bytes);
    int skip =
        !charset.equals(StandardCharsets.UTF_8) ? 2 : startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    var text = new String(bytes, skip, bytes.length - skip, charset);
    if (text.indexOf('\0') >= 0) {
      if (origin == Origin.WALKED) return NOTHING;
      return new Text(
          null, Unseen.given(name, "holds NUL bytes: a binary file, not a manifest", null));
    }
    var file = new SourceFile(name, directory, text, origin);
    if (text.indexOf('\uFFFD') < 0 || isValid(bytes, skip, charset)) return new Text(file, null);
    if (origin == Origin.WALKED && !Manifests.mayHoldObjects(text)) return NOTHING;
    String why = "is not valid " + charset + "; save it as UTF-8";
    return new Text(null, Unseen.given(name, why, firstInvalid(file, bytes, skip, charset)));
  }

  private static Charset charset(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF)) return StandardCharsets.UTF_16BE;
    if (startsWith(bytes, 0xFF, 0xFE)) return StandardCharsets.UTF_16LE;
    return StandardCharsets.UTF_8;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) return false;
    for (int i = 0; i < mark.length; i++) if ((bytes[i] & 0xFF) != mark[i]) return false;
    return true;
  }

  private static boolean isValid(byte[] bytes, int skip, Charset charset) {
    try {
      var _ =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  /// The first replacement character that was not written as one.
  private static Span firstInvalid(SourceFile file, byte[] bytes, int skip, Charset charset) {
    var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, skip, bytes.length - skip);
    var out = CharBuffer.allocate(file.text().length() + 1);
    decoder.decode(in, out, true);
    int line = 1;
    int column = 1;
    for (int i = 0; i < out.position(); i++) {
      char c = file.text().charAt(i);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    return new Span(file, line, column, line, column + 1);
  }
}
