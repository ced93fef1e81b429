package io.svcaudit.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlyphsTest {
  @Test
  void namesAreCutInTheMiddle() {
    String name = "recommendation-service-canary-eu-west-1";
    String cut = Glyphs.fit(name, 12, 150);
    assertThat(Glyphs.width(cut, 12)).isLessThanOrEqualTo(150);
    assertThat(cut).startsWith("recommen").contains("…").endsWith("west-1");
    assertThat(Glyphs.fit("web", 12, 150)).isEqualTo("web");
  }

  @Test
  void noCharacterIsCutInHalf() {
    String cut = Glyphs.fit("😀".repeat(30), 12, 100);
    assertThat(cut.codePoints()).allMatch(c -> c == "😀".codePointAt(0) || c == '…');
  }

  @Test
  void whatFitsNowhereIsAnEllipsis() {
    assertThat(Glyphs.fit("abc", 12, 1)).isEqualTo("…");
  }

  @Test
  void sentencesAreWrappedBetweenWords() {
    assertThat(Glyphs.wrap("no Pod of namespace shop has this label", 12, 120, 3))
        .hasSize(3)
        .allSatisfy(line -> assertThat(Glyphs.width(line, 12)).isLessThanOrEqualTo(120))
        .satisfies(lines ->
            assertThat(String.join(" ", lines))
                .isEqualTo("no Pod of namespace shop has this label"));
  }

  @Test
  void theLastLineIsCut() {
    assertThat(Glyphs.wrap("no Pod of namespace shop has this label", 12, 120, 1))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("no Pod of").endsWith("…"));
    assertThat(Glyphs.wrap("x".repeat(100), 12, 120, 3))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith("x…"));
  }

  @Test
  void ideographsAreWide() {
    assertThat(Glyphs.width("名前", 12)).isEqualTo(24);
  }
}
