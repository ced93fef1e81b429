package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.source.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
  /// The excerpt around the part of a line between guillemets.
  private static Excerpt excerpt(String marked, int width) {
    int start = marked.codePointCount(0, marked.indexOf('«'));
    int end = marked.codePointCount(0, marked.indexOf('»')) - 1;
    var file = Samples.file("x.yaml", marked.replace("«", "").replace("»", "") + "\n");
    return Excerpt.of(new Span(file, 1, start + 1, 1, end + 1), width);
  }

  @ParameterizedTest
  @CsvSource({
    "'  a: «b»', '  a: b', 5, 1",
    "'a: «»', 'a:', 2, 1",
    "'«»', '', 0, 1",
    "'   «»   ', '', 0, 1",
    "'日本: «語x» y', '日本: 語x y', 6, 3",
    "'🚀 «🚀»', '🚀 🚀', 3, 2",
    "'e\u0301: «a\u0301b»', 'e\u0301: a\u0301b', 3, 2",
    "'｡ﾊ: «ＡＢ»', '｡ﾊ: ＡＢ', 4, 4",
    "'🇩🇪 «x»', '🇩🇪 x', 3, 1",
    "'a\tb: «c»', 'a   b: c', 7, 1",
    "'\t«c»', '    c', 4, 1",
    "'abcd\t«c\td»', 'abcd    c   d', 8, 5",
    "'a\u001b[31m«b»', 'a\\u{1b}[31mb', 11, 1",
    "'«a\u202eb»', 'a\\u{202e}b', 0, 10",
    "'a: «b   »', 'a: b', 3, 1"
  })
  void marksTheCellsOfTheSpan(String marked, String text, int start, int length) {
    assertThat(excerpt(marked, 80)).isEqualTo(new Excerpt(text, start, length));
  }

  @ParameterizedTest
  @CsvSource({
    "'«abc»defghijklmnop', 'abcdefghi…', 0, 3",
    "'abcdefghijklm«nop»', '…hijklmnop', 7, 3",
    "'abcdefgh«ijk»lmnopqrstuvw', '…fghijklm…', 4, 3",
    "'abc«defghijklmnopqrstuv»wxyz', '…cdefghij…', 2, 7",
    "'abcdefgh«»ijklmnopqrstu', 'abcdefghi…', 8, 1",
    "'日本日本日本«語語»日本日本日本', '…本語語日…', 3, 4",
    "'          «abcdef»ghijklmnop', '…  abcdef…', 3, 6"
  })
  void cutsLongLinesAroundTheSpan(String marked, String text, int start, int length) {
    assertThat(excerpt(marked, 10)).isEqualTo(new Excerpt(text, start, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 100, 5_000, 99_990, 99_999})
  void everyPieceOfAHugeLineFits(int column) {
    String line = "0123456789".repeat(10_000);
    var excerpt =
        excerpt(new StringBuilder(line).insert(column + 1, '»').insert(column, '«').toString(), 40);
    assertThat(excerpt.text()).hasSizeLessThanOrEqualTo(40);
    assertThat(excerpt.text().charAt(excerpt.start())).isEqualTo(line.charAt(column));
    assertThat(excerpt.length()).isOne();
  }

  @Test
  void takesTheFirstLineOfALongerPlace() {
    var file = Samples.file("x.yaml", "a: b  \r\nc: d\n");
    assertThat(Excerpt.of(new Span(file, 1, 4, 3, 1), 80)).isEqualTo(new Excerpt("a: b", 3, 1));
  }
}
