package io.svcaudit.topology.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses a value holds, by the syntax of URIs (RFC 3986), of the drivers' own connection
/// strings, and of the cluster's DNS.
class AddressesTest {
  private static List<String> in(String key, String text) {
    return Addresses.in(key, text).stream()
        .map(a -> a.form() + " " + a.scheme() + " " + a.host() + " " + a.port())
        .map(a -> a.replace("  ", " "))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          http://api:8080/v1?x=1                         | URL http api 8080
          HTTPS://api                                    | URL https api 0
          postgres://shop:p%40ss@db:5432/shop            | URL postgres db 5432
          amqp://$(USER):$(PASSWORD)@rabbitmq:5672/      | URL amqp rabbitmq 5672
          redis://:secret@cache:6379/0                   | URL redis cache 6379
          jdbc:postgresql://db:5433/shop                 | URL postgresql db 5433
          jdbc:sqlserver://db:1433;databaseName=shop     | URL sqlserver db 1433
          r2dbc:postgresql://db/shop                     | URL postgresql db 0
          mongodb+srv://mongo.shop.svc/shop              | URL mongodb+srv mongo.shop.svc 0
          dns:///api.shop.svc:50051                      | URL dns api.shop.svc 50051
          tcp://db:5432                                  | URL tcp db 5432
          say "http://api:80", then                      | URL http api 80
          http://api:$(PORT)/                            | URL http api -1
          http://api.                                    | URL http api. 0
          http://$(POD_NAME).db.shop.svc:2379            | URL http db.shop.svc 2379
          """)
  void urls(String text, String expected) {
    assertThat(in("X", text)).containsExactly(expected);
  }

  @Test
  void severalHostsOfOneUrl() {
    assertThat(in("X", "mongodb://u:p@m-0.m:27017,m-1.m:27017,m-2.m/db?replicaSet=rs0"))
        .containsExactly(
            "URL mongodb m-0.m 27017", "URL mongodb m-1.m 27017", "URL mongodb m-2.m 0");
  }

  @Test
  void severalUrls() {
    assertThat(in("X", "http://es-0:9200,http://es-1:9200"))
        .containsExactly("URL http es-0 9200", "URL http es-1 9200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:///var/run/app.sock",
        "file:///etc/app",
        "s3://bucket/key",
        "oci://charts/shop",
        "http://${HOST}:80",
        "http://{{ .host }}:80",
        "http://<host>:80",
        "http://YOUR_HOST:80",
        "http://[::1]:80",
        "http://a_b:80",
        "http://-a:80",
        "http://:8080",
        "http://",
        "://api",
        "http://api:99999",
        "http://${A}-api:80"
      })
  void noUrls(String text) {
    assertThat(Addresses.in("X", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          DB_ADDR          | db:5432                                | ADDRESS db 5432
          --db-addr        | db:5432                                | ADDRESS db 5432
          NEXT             | db:5432                                | MENTION db 5432
          JOB              | postgres:16                            | MENTION postgres 16
          DB_HOST          | db                                     | HOST db 0
          PGHOST           | db                                     | HOST db 0
          dbHost           | db                                     | HOST db 0
          spring.redis.host| cache                                  | HOST cache 0
          DB_HOST          | db.shop                                | HOST db.shop 0
          DB_DSN           | host=db port=5433 user=shop            | HOST db 5433
          ConnectionStrings__Shop | Server=db,1433;Database=shop    | HOST db 1433
          ConnectionStrings__Shop | Host=db;Port=5432;Database=shop | HOST db 5432
          MYSQL_DSN        | shop:pw@tcp(db:3306)/shop              | ADDRESS db 3306
          X                | db.shop.svc                            | NAME db.shop.svc 0
          X                | db.shop.svc.cluster.local.             | NAME db.shop.svc.cluster.local. 0
          X                | use db.shop.svc:5432 or wait           | NAME db.shop.svc 5432
          X                | _pg._tcp.db.shop.svc.cluster.local     | NAME _pg._tcp.db.shop.svc.cluster.local 0
          X                | $(POD).db.shop.svc                     | NAME db.shop.svc 0
          X                | --addr=db:5432                         | ADDRESS db 5432
          PEER_HOST        | 10.0.0.7                               | HOST 10.0.0.7 0
          """)
  void words(String key, String text, String expected) {
    assertThat(in(key, text)).containsExactly(expected);
  }

  @Test
  void lists() {
    assertThat(in("KAFKA_BROKERS", "a:9092, b:9092;c"))
        .containsExactly("ADDRESS a 9092", "ADDRESS b 9092", "HOST c 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          MODE          | orders
          TOPIC         | orders
          START         | 12:30
          MAC           | 00:1b:44:11:3a:b7
          PATH          | C:\\app:80
          IMAGE         | db:16
          JOB           | registry/db:16
          LOGGERS       | com.example:debug
          DB_USER       | orders
          SPRING_DATASOURCE_USERNAME | admin
          DB_HOST_FILE  | db
          SKIP_BOOTSTRAP| no
          LISTEN_ADDR   | api:8080
          ADVERTISED_URL| http://api:8080
          CORS_ORIGIN   | http://shop:80
          TLS_SERVER_NAME | db.shop.svc
          DB_HOST       | the database of the shop, they say
          DB_HOST       | $DB:5432
          ETCD_NAME     | $(NAME)
          """)
  void noWords(String key, String text) {
    assertThat(Addresses.in(key, text)).isEmpty();
  }

  @Test
  void namesOfOneServiceAreForItsCertificate() {
    assertThat(Addresses.in("--host", "hook,hook.shop.svc")).isEmpty();
  }

  @Test
  void placesAreThoseOfHostAndPort() {
    String text = "x=http://u@api:80/, db.shop.svc";
    assertThat(Addresses.in("X", text))
        .extracting(a -> text.substring(a.start(), a.end()))
        .containsExactly("api:80", "db.shop.svc");
  }

  @ParameterizedTest
  @CsvSource({
    "DB_HOST, DB_PORT",
    "DB_HOSTNAME, DB_PORT",
    "dbHost, dbPort",
    "db.host, db.port",
    "PGHOST, PGPORT",
    "--db-host, --db-port"
  })
  void thePortBesideAHost(String key, String expected) {
    assertThat(AddressKey.partner(key)).isEqualTo(expected);
  }

  /// Ten times the text takes about ten times as long, not a hundred times.
  @Test
  void longTextsAreReadOnce() {
    String text = "http://a.b:80/c?d=e host=f:1 ".repeat(30_000);
    long start = System.nanoTime();
    Addresses.in("X", text);
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
