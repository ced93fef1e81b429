package io.svcaudit.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.gateway.Hostnames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples of Gateway API (HTTPRouteSpec.hostnames, Listener.hostname) and what follows from
/// them.
class HostnamesTest {
  @ParameterizedTest
  @CsvSource({
    "'', test.example.com, test.example.com",
    "test.example.com, '', test.example.com",
    "test.example.com, test.example.com, test.example.com",
    "test.example.com, *.example.com, test.example.com",
    "*.example.com, test.example.com, test.example.com",
    "*.example.com, foo.test.example.com, foo.test.example.com",
    "*.example.com, *.example.com, *.example.com",
    "*.example.com, *.test.example.com, *.test.example.com",
    "a.example.com, *.example.com, a.example.com"
  })
  void intersect(String listener, String route, String common) {
    assertThat(Hostnames.intersect(listener, route)).isTrue();
    assertThat(Hostnames.intersect(route, listener)).isTrue();
    assertThat(Hostnames.common(listener, route)).isEqualTo(common);
    assertThat(Hostnames.common(route, listener)).isEqualTo(common);
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com, example.com",
    "*.example.com, test.example.net",
    "*.example.com, test.myexample.com",
    "*.a.example.com, *.b.example.com",
    "a.example.com, b.example.com"
  })
  void differ(String listener, String route) {
    assertThat(Hostnames.intersect(listener, route)).isFalse();
    assertThat(Hostnames.intersect(route, listener)).isFalse();
  }
}
