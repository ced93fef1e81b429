package io.svcaudit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.svcaudit.model.Probe.Handler;
import io.svcaudit.rules.Manifest;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  private static @Nullable Probe maybe(String probe) {
    return Manifest.of(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: api}
            spec:
              containers:
                - name: api
                  image: api:1
                  readinessProbe: %s
            """
                .formatted(probe))
        .topology()
        .workloads()
        .getFirst()
        .template()
        .containers()
        .getFirst()
        .readinessProbe();
  }

  private static Probe probe(String text) {
    return Objects.requireNonNull(maybe(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{httpGet: {port: 80}}",
        "{httpGet: {port: 80}, timeoutSeconds: 0, periodSeconds: 0, successThreshold: 0,"
            + " failureThreshold: 0}",
        "{httpGet: {port: 80}, timeoutSeconds: null, periodSeconds: x, successThreshold: [],"
            + " failureThreshold: {}}"
      })
  void fillsInTheDefaultsOfTheApi(String text) {
    Probe probe = probe(text);
    assertThat(probe.initialDelaySeconds()).isZero();
    assertThat(probe.timeoutSeconds()).isEqualTo(1);
    assertThat(probe.periodSeconds()).isEqualTo(10);
    assertThat(probe.successThreshold()).isEqualTo(1);
    assertThat(probe.failureThreshold()).isEqualTo(3);
    assertThat(probe.secondsToFail()).isEqualTo(30);
    assertThat(probe.handler())
        .isInstanceOfSatisfying(
            Handler.HttpGet.class,
            http -> {
              assertThat(http.scheme()).isEqualTo("HTTP");
              assertThat(http.path()).isEqualTo("/");
              assertThat(http.host()).isEmpty();
            });
  }

  static Stream<Arguments> handlers() {
    return Stream.of(
        arguments("{httpGet: {port: web}}", Handler.HttpGet.class, "\"web\""),
        arguments("{tcpSocket: {port: 5432}}", Handler.TcpSocket.class, "5432"),
        arguments("{grpc: {port: 9000, service: s}}", Handler.Grpc.class, "9000"),
        arguments("{exec: {command: [pg_isready]}}", Handler.Exec.class, "null"));
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void knowsWhatIsAsked(String text, Class<? extends Handler> type, String port) {
    Handler handler = Objects.requireNonNull(probe(text).handler());
    assertThat(handler).isInstanceOf(type);
    assertThat(String.valueOf(handler.portRef())).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "x", "[]", "7"})
  void whatIsNoMappingIsNoProbe(String text) {
    assertThat(maybe(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{httpGet: x}", "{periodSeconds: 5}", "{exec: [a]}"})
  void aProbeMayLackItsHandler(String text) {
    assertThat(probe(text).handler()).isNull();
  }

  @Test
  void theSameQuestionMayHaveOtherTimes() {
    Probe probe = probe("{httpGet: {port: web, path: /ready}}");
    assertThat(probe.asksTheSameAs(probe("{httpGet: {path: /ready, port: web}, periodSeconds: 5}")))
        .isTrue();
    assertThat(probe.asksTheSameAs(probe("{httpGet: {port: web, path: /live}}"))).isFalse();
    assertThat(probe.asksTheSameAs(probe("{httpGet: {port: 80, path: /ready}}"))).isFalse();
    assertThat(probe.asksTheSameAs(probe("{httpGet: {port: web, path: /ready, scheme: HTTPS}}")))
        .isFalse();
    assertThat(probe.asksTheSameAs(probe("{tcpSocket: {port: web}}"))).isFalse();
  }
}
