package io.svcaudit.suggest.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicySuggestionTest {
  @Test
  void theShopsCallsGetThroughAndNothingElse() {
    for (String shop : List.of("sound-shop", "closed-shop")) {
      Laid laid = Laid.over(Laid.folder(Path.of("examples", shop)));
      assertThat(laid.byTheEngine())
          .isEqualTo(new TreeSet<>(List.of("web -> api:8080", "api -> db:5432")));
      assertThat(laid.byTheBook()).isEqualTo(laid.byTheEngine());
    }
  }
}
