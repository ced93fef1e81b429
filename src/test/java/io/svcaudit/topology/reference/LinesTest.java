package io.svcaudit.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Configuration files in the syntax of their programs, and scripts.
class LinesTest {
  private static List<String> file(String text) {
    return Lines.ofFile(text).stream().map(a -> a.host() + " " + a.port()).toList();
  }

  @Test
  void nginx() {
    assertThat(
            file(
                """
                # upstream old { server old:80; }
                upstream backends {
                  server api-1:8080;
                  server api-2:8080 weight=2;
                }
                server {
                  listen 8080;
                  server_name shop.example.com;
                  location / { proxy_pass http://backends; }
                  location /pay { proxy_pass http://payments:8080; }
                }
                """))
        .contains("api-1 8080", "api-2 8080", "payments 8080")
        .doesNotContain("backends 0", "old 80");
  }

  @Test
  void envoy() {
    assertThat(
            file(
                """
                socket_address:
                  address: payments
                  port_value: 8080
                """))
        .containsExactly("payments 8080");
  }

  @Test
  void properties() {
    assertThat(
            file(
                """
                ! a comment
                bootstrap.servers=kafka-0.kafka:9092,kafka-1.kafka:9092
                spring.datasource.url = jdbc:postgresql://db:5432/shop
                spring.datasource.username = shop
                log.level = info
                """))
        .containsExactly("kafka-0.kafka 9092", "kafka-1.kafka 9092", "db 5432");
  }

  @Test
  void prometheus() {
    assertThat(
            file(
                """
                scrape_configs:
                  - job_name: api
                    static_configs:
                      - targets: ['api:8080', "web:9090"]
                      - targets:
                        - db-exporter:9187
                """))
        .containsExactly("api 8080", "web 9090", "db-exporter 9187");
  }

  @Test
  void json() {
    assertThat(file("{\n  \"dbHost\": \"db\",\n  \"dbPort\": 5432,\n  \"name\": \"shop\"\n}"))
        .containsExactly("db 5432");
  }

  @Test
  void placesAreThoseInTheWholeText() {
    String text = "# c\nurl: http://api:80\nname: x\nhost: db\n";
    assertThat(Lines.ofFile(text))
        .extracting(a -> text.substring(a.start(), a.end()))
        .containsExactly("api:80", "db");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          until nc -z db 5432; do echo waiting for db; sleep 2; done      | db 5432
          until nc -zv -w 2 rabbitmq 5672 > /dev/null; do sleep 1; done   | rabbitmq 5672
          while ! nslookup db; do sleep 1; done                           | db 0
          until pg_isready -h db -U shop; do sleep 1; done                | db 0
          ./wait-for-it.sh db:5432 -- ./server                            | db 5432
          curl -fsS http://api:8080/ready                                 | api 8080
          """)
  void scripts(String text, String expected) {
    assertThat(Lines.ofScript(text))
        .extracting(a -> a.host() + " " + a.port())
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo waiting for db",
        "# nc -z db 5432",
        "date > /tmp/db; sleep 10",
        "nc -l 8080",
        "nslookup $HOST",
        "ping -c 1 \"$1\""
      })
  void noCalls(String text) {
    assertThat(Lines.ofScript(text)).isEmpty();
  }
}
