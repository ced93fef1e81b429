package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Rules;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DoctorTest {
  /// A step that asks a rule which is not there would find every Service sound.
  @Test
  void everyRuleThatItAsksIsThere() {
    var asked = new HashSet<>(Doctor.DEFINITION);
    asked.addAll(Doctor.ENDPOINTS);
    asked.addAll(Doctor.PODS);
    asked.add(Doctor.DNS);

    assertThat(Rules.names()).containsAll(asked);
  }

  /// What these rules read has to be read from the cluster.
  @Test
  void whatTheyReadIsRead() {
    assertThat(Rules.ALL)
        .filteredOn(rule ->
            Doctor.DEFINITION.contains(rule.name())
                || Doctor.ENDPOINTS.contains(rule.name())
                || Doctor.PODS.contains(rule.name())
                || Doctor.DNS.equals(rule.name()))
        .allSatisfy(rule -> assertThat(Doctor.READS).containsAll(rule.reads()));
  }
}
