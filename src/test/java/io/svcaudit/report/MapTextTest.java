package io.svcaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.map.Cutout;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapTextTest {
  private static final MapText NARROW = new MapText(Colors.OFF, 80);

  static Stream<String> hostile() {
    return MapSamples.HOSTILE.stream();
  }

  @Test
  void theFarthestReachedComesFirst() throws IOException {
    assertThat(MapSamples.write(NARROW, MapSamples.example("closed-shop")))
        .isEqualTo(
            """
            shop
              public
                Deployment api  :8080
                  ← api.shop.example.com/api  (Ingress api)
                Deployment web  :80 → 8080
                  ← :80  (LoadBalancer)
              cluster
                StatefulSet db  PostgreSQL  :5432, db-pods:5432
              calls
                api → db:5432   env DATABASE_HOST
                web → api:8080  env API_URL  broken
                    NetworkPolicies api-in and default-deny isolate api and admit only all
                      Pods of namespace ingress-nginx on TCP "http"

            2 ways in, 2 calls, 1 broken
            """);
  }

  @Test
  void whatIsLeftOutIsCounted() throws IOException {
    assertThat(MapSamples.write(NARROW, Cutout.broken(MapSamples.example("closed-shop"))))
        .endsWith("0 ways in, 1 call, 1 broken\n1 more left out; --all shows them\n");
  }

  @Test
  void aReasonIsSaidOnce() throws IOException {
    assertThat(MapSamples.write(NARROW, MapSamples.example("broken-shop")))
        .contains(
            """
                Deployment web  :80 → web
                  broken: no container of Deployment web has a port "web" with protocol TCP
                  ← :80  (LoadBalancer)  broken
            """);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aTerminalIsNotObeyed(String text) {
    String written = MapSamples.write(NARROW, MapSamples.all(text));
    assertThat(written.codePoints().filter(c -> c != '\n')).noneMatch(Visible::isDeceptive);
    assertThat(written.lines().count()).isLessThan(80);
  }

  @Test
  void coloursAreOnlyPaint() throws IOException {
    var painted = new MapText(Colors.ON, 80);
    for (String example : new String[] {"closed-shop", "broken-shop", "sound-shop"}) {
      var map = MapSamples.example(example);
      assertThat(MapSamples.write(painted, map))
          .contains("\u001b[1;35mpublic\u001b[0m")
          .satisfies(text ->
              assertThat(text.replaceAll("\u001b\\[[0-9;]*m", ""))
                  .isEqualTo(MapSamples.write(NARROW, map)));
    }
  }
}
