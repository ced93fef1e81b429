package io.svcaudit.report.picture;

import io.svcaudit.report.Visible;
import java.io.IOException;

/// Writes what both XML 1.0 and HTML read in the same way.
final class Markup {
  private final Appendable out;

  Markup(Appendable out) {
    this.out = out;
  }

  /// Text that is markup already.
  Markup raw(String markup) throws IOException {
    out.append(markup);
    return this;
  }

  /// Text of any origin, within an element or a quoted attribute.
  Markup text(String text) throws IOException {
    out.append(escape(text));
    return this;
  }

  /// A length or a coordinate, to a tenth.
  Markup number(double number) throws IOException {
    long tenths = Math.round(number * 10);
    if (tenths < 0) out.append('-');
    long size = Math.abs(tenths);
    out.append(Long.toString(size / 10));
    if (size % 10 != 0) out.append('.').append(Long.toString(size % 10));
    return this;
  }

  /// ` name="number"`
  Markup attribute(String name, double number) throws IOException {
    return raw(" ").raw(name).raw("=\"").number(number).raw("\"");
  }

  /// ` name="text"`
  Markup attribute(String name, String text) throws IOException {
    return raw(" ").raw(name).raw("=\"").text(text).raw("\"");
  }

  /// Characters that XML does not allow, and those that deceive, are shown by their code points.
  static String escape(String text) {
    String visible = Visible.of(text);
    var escaped = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\ufffe', '\uffff' ->
            escaped.append("\\u{").append(Integer.toHexString(c)).append('}');
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
