package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Distances counted by hand.
class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "api, api, 0",
    "api, apis, 1",
    "api, aip, 1",
    "frontend, fronted, 1",
    "frontend, frntend, 1",
    "frontend, fornted, 2",
    "web, db, 2",
    "kitten, sitting, 3",
    "abcdef, bacdfe, 2",
    "'', web, 3"
  })
  void countsEditsAndSwaps(String a, String b, int edits) {
    assertThat(EditDistance.between(a, b)).isEqualTo(edits);
    assertThat(EditDistance.between(b, a)).isEqualTo(edits);
  }

  @ParameterizedTest
  @CsvSource({"api, apis, true", "api, web, false", "db, dbs, false", "payments, paymnts, true"})
  void nearIsOneEditInAShortNameAndTwoInALongOne(String a, String b, boolean near) {
    assertThat(EditDistance.isNear(a, b)).isEqualTo(near);
  }
}
