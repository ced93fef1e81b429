package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void resultsAreInTheOrderOfTheThings() {
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();

    assertThat(SideBySide.each(numbers, n -> n * n))
        .isEqualTo(numbers.stream().map(n -> n * n).toList());
    assertThat(SideBySide.each(List.<Integer>of(), n -> n)).isEmpty();
  }

  @Test
  void whatIsThrownArrives() {
    assertThatThrownBy(() -> SideBySide.each(List.of(1, 2, 3), SideBySideTest::refuseTwo))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two");
  }

  private static int refuseTwo(int n) {
    if (n == 2) throw new IllegalArgumentException("two");
    return n;
  }
}
