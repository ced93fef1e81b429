package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected values: kubernetes.io, "Labels and Selectors".
class LabelSelectorTest {
  private static Mapping mapping(String yaml) {
    var file = new SourceFile("x.yaml", ".", yaml, SourceFile.Origin.NAMED);
    return (Mapping) Manifests.read(file).documents().getFirst().root();
  }

  private static final Labels WEB = Labels.of(mapping("{app: web, tier: front, canary: ''}"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "app=web                        | true",
        "app==web                       | true",
        "app=api                        | false",
        "app!=api                       | true",
        "other!=api                     | true",
        "app=web,tier=back              | false",
        "app=web, tier=front            | true",
        "app in (api, web)              | true",
        "app notin (api,web)            | false",
        "env notin (prod)               | true",
        "app in (api),tier              | false",
        "canary                         | true",
        "!canary                        | false",
        "!example.com/track             | true",
        "canary=                        | true",
      })
  void asKubectlReadsIt(String selector, boolean matches) {
    assertThat(LabelSelector.parse(selector).matches(WEB)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app=web,", "=web", "app in web", "app=a=b", "app in (a", "a b"})
  void whatIsNoSelectorIsSaid(String selector) {
    assertThatThrownBy(() -> LabelSelector.parse(selector))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot read the selector");
  }

  @Test
  void fieldsOfManifests() {
    var selector =
        LabelSelector.of(
            mapping(
                """
                matchLabels: {app: web}
                matchExpressions:
                - {key: tier, operator: In, values: [front, edge]}
                - {key: track, operator: DoesNotExist}
                - {key: canary, operator: Exists}
                - {key: env, operator: NotIn, values: [prod]}
                """));

    assertThat(selector.matches(WEB)).isTrue();
    assertThat(selector.matches(Labels.NONE)).isFalse();
    assertThat(LabelSelector.of(mapping("{}")).matches(Labels.NONE)).isTrue();
  }
}
