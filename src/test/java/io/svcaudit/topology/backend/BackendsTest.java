package io.svcaudit.topology.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Confidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendsTest {
  /// What the port of a one-container Pod is taken for: "DATABASE PostgreSQL 90", or nothing.
  private static String taken(String image, int port) {
    return taken("image: " + image, port, "any");
  }

  private static String taken(String container, int port, String portName) {
    return describe(
        """
        kind: Service
        apiVersion: v1
        metadata: {name: x}
        spec:
          selector: {run: x}
          ports: [{port: 1234, targetPort: %d, name: %s}]
        ---
        kind: Pod
        apiVersion: v1
        metadata: {name: x, labels: {run: x}}
        spec:
          containers:
            - name: x
              %s
        """
            .formatted(port, portName, container.replace("\n", "\n      ")));
  }

  private static String describe(String manifests) {
    List<Backend> found = backends(manifests);
    if (found.isEmpty()) return "";
    Classification what = found.getFirst().what();
    return what.kind().name() + " " + what.product() + " " + what.score();
  }

  private static List<Backend> backends(String manifests) {
    var topology = Manifest.of(manifests).topology();
    return Backends.of(topology, topology.services().getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "postgres,                                     5432,  DATABASE PostgreSQL 90",
    "postgres:17-alpine,                           5432,  DATABASE PostgreSQL 90",
    "localhost:5000/mirror/postgres,               5432,  DATABASE PostgreSQL 90",
    "docker.io/library/postgres:17@sha256:0123,    5432,  DATABASE PostgreSQL 90",
    "bitnamilegacy/postgresql-repmgr:17,           5432,  DATABASE PostgreSQL 90",
    "timescale/timescaledb-ha:pg17,                5432,  DATABASE PostgreSQL 80",
    "Registry.example.com/PostGIS:3,               5432,  DATABASE PostgreSQL 90",
    "example.com/our-postgres-build:1,             5432,  DATABASE PostgreSQL 60",
    "mysql:8,                                      3306,  DATABASE MySQL 90",
    "mysql/mysql-server:8.0,                       33060, DATABASE MySQL 90",
    "mariadb:11,                                   3306,  DATABASE MariaDB 90",
    "mcr.microsoft.com/mssql/server:2022-latest,   1433,  DATABASE SQL Server 90",
    "container-registry.oracle.com/database/free,  1521,  DATABASE Oracle Database 90",
    "mongo:8,                                      27017, DATABASE MongoDB 90",
    "redis:8,                                      6379,  CACHE Redis 90",
    "redis/redis-stack-server:7,                   6379,  CACHE Redis 90",
    "valkey/valkey:8,                              6379,  CACHE Valkey 90",
    "memcached,                                    11211, CACHE Memcached 90",
    "rabbitmq:4-management,                        5672,  QUEUE RabbitMQ 90",
    "rabbitmq:4-management,                        15672, ADMIN_CONSOLE RabbitMQ 75",
    "confluentinc/cp-kafka:8.0.0,                  9092,  QUEUE Kafka 90",
    "quay.io/strimzi/kafka:0.47.0-kafka-4.0.0,     9094,  QUEUE Kafka 90",
    "elasticsearch:9.1.0,                          9200,  SEARCH Elasticsearch 90",
    "opensearchproject/opensearch:3,               9300,  SEARCH OpenSearch 90",
    "qdrant/qdrant,                                6334,  VECTOR_STORE Qdrant 90",
    "semitechnologies/weaviate,                    8080,  VECTOR_STORE Weaviate 75",
    "registry.k8s.io/etcd:3.6.4-0,                 2379,  CONTROL_PLANE etcd 90",
    "zookeeper:3.9,                                2181,  CONTROL_PLANE ZooKeeper 90",
    "bitnami/pgbouncer:1.24,                       6432,  DATABASE_PROXY PgBouncer 90",
    "proxysql/proxysql,                            6033,  DATABASE_PROXY ProxySQL 90",
    "rethinkdb:2.4,                                28015, DATABASE RethinkDB 90",
    "rethinkdb:2.4,                                8080,  ADMIN_CONSOLE RethinkDB 75",
    "minio/minio,                                  9000,  OBJECT_STORE MinIO 75",
    "rediscommander/redis-commander:latest,        8081,  ADMIN_CONSOLE Redis Commander 75",
    "mongo-express:1,                              8081,  ADMIN_CONSOLE mongo-express 75",
    "grafana/grafana:12,                           3000,  ADMIN_CONSOLE Grafana 75",
    "ollama/ollama,                                11434, INFERENCE Ollama 90",
  })
  void knowsImages(String image, int port, String taken) {
    assertThat(taken(image, port)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "mysql-client:8,                               3306",
    "mysql/mysql-operator:9,                       3306",
    "example.com/postgres-backup:17,               5432",
    "example.com/kafka-connect-jdbc:3,             9092",
    "example.com/redis-proxy:1,                    6379",
    "rediscommander/redis-commander,               6379",
    "mongo-express,                                27017",
    "example.com/mongo-migrations:4,               27017",
    "example.com/shop:1,                           5432",
    "nginx:1.29,                                   5432",
    "nginx:1.29,                                   80",
    "postgres:17,                                  8080",
    "rabbitmq:4,                                   80",
    "example.com/postgresql:17,                    80",
    "example.com/my-weaviate-app:17,               8080",
  })
  void isNotMisled(String image, int port) {
    assertThat(taken(image, port)).isEmpty();
  }

  @Test
  void anExporterIsAMetricsEndpointWhateverItExports() {
    assertThat(taken("prom/mysqld-exporter", 9104)).startsWith("METRICS");
    assertThat(taken("oliver006/redis_exporter:v1", 6379)).startsWith("METRICS");
    assertThat(taken("image: redis:8", 6379, "tcp-metrics")).startsWith("METRICS");
  }

  @Test
  void addsUpVariablesCommandsAndVolumes() {
    assertThat(taken("image: own\nenv: [{name: POSTGRES_PASSWORD, value: x}]", 5432, "any"))
        .isEqualTo("DATABASE PostgreSQL 65");
    assertThat(taken("image: own\ncommand: [/usr/bin/mongod, --auth]", 27017, "any"))
        .isEqualTo("DATABASE MongoDB 70");
    assertThat(taken("image: own\nargs: [sh, -c, 'sleep 1 && exec redis-server']", 6379, "any"))
        .isEqualTo("CACHE Redis 70");
    assertThat(taken("image: own\nvolumeMounts: [{mountPath: /var/lib/mysql/data}]", 3306, "any"))
        .isEqualTo("DATABASE MySQL 50");
    assertThat(taken("image: own", 5432, "postgres")).isEqualTo("DATABASE PostgreSQL 55");
  }

  @Test
  void aProgramThatConnectsElsewhereIsAClient() {
    assertThat(taken("image: own\nenv: [{name: DB_HOST, value: db}]", 5432, "postgres")).isEmpty();
    assertThat(taken("image: own\ncommand: [psql, -U, postgres]", 5432, "any")).isEmpty();
    assertThat(taken("image: own\nargs: [--user, postgres]", 5432, "any")).isEmpty();
  }

  @Test
  void aKnownImageMayListenElsewhereIfItSaysSo() {
    assertThat(taken("image: redis:8\nports: [{containerPort: 7777}]", 7777, "any"))
        .isEqualTo("CACHE Redis 60");
    assertThat(
            taken(
                "image: redis:8\nports: [{containerPort: 7777}, {containerPort: 80}]", 7777, "any"))
        .isEmpty();
    assertThat(taken("image: redis:8", 7777, "redis")).isEqualTo("CACHE Redis 85");
  }

  @Test
  void listsTheStrongestEvidenceFirst() {
    Classification what =
        backends(
                """
                kind: Service
                apiVersion: v1
                metadata: {name: db}
                spec: {selector: {run: db}, ports: [{port: 5432}]}
                ---
                kind: Pod
                apiVersion: v1
                metadata: {name: p, labels: {run: db}}
                spec:
                  containers:
                    - image: postgres:17
                      env: [{name: PGDATA, value: /data}]
                """)
            .getFirst()
            .what();
    assertThat(what.describe())
        .containsExactly(
            "database PostgreSQL (score 125): image postgres:17 (60)",
            "env PGDATA (35)",
            "port 5432 (30)");
    assertThat(what.label())
        .isEqualTo("taken for a database: image (60), env PGDATA (35), port 5432 (30)");
    assertThat(what.confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void aServiceAloneIsAtMostProbable() {
    String service =
        """
        kind: Service
        apiVersion: v1
        metadata: {name: %s}
        spec: {selector: {app: %s}, ports: [{port: %s, name: %s}]}
        """;
    assertThat(describe(service.formatted("mysql", "mysql", "3306", "mysql")))
        .isEqualTo("DATABASE MySQL 69");
    assertThat(describe(service.formatted("redis-service", "redis", "6379", "x")))
        .isEqualTo("CACHE Redis 60");
    assertThat(describe(service.formatted("kafka", "x", "9094", "x"))).isEqualTo("QUEUE Kafka 40");
    assertThat(describe(service.formatted("x", "x", "5432", "x"))).isEmpty();
    assertThat(describe(service.formatted("db", "x", "8080", "x"))).isEmpty();
    assertThat(describe(service.formatted("mysql-exporter", "mysql", "3306", "mysql"))).isEmpty();
  }

  @Test
  void looksIntoEveryContainerForAnUndeclaredPort() {
    assertThat(
            describe(
                """
                kind: Service
                apiVersion: v1
                metadata: {name: x}
                spec: {selector: {run: x}, ports: [{port: 80, targetPort: 6379}]}
                ---
                kind: Pod
                apiVersion: v1
                metadata: {name: x, labels: {run: x}}
                spec: {containers: [{image: nginx}, {image: redis}]}
                """))
        .isEqualTo("CACHE Redis 90");
  }

  @Test
  void findsDebuggersByWhereTheyListen() {
    String jdwp =
        "image: own\nenv: [{name: JAVA_TOOL_OPTIONS, value: '-agentlib:jdwp=server=y,address=%s'}]";
    assertThat(taken(jdwp.formatted("*:5005"), 5005, "any")).startsWith("DEBUGGER");
    assertThat(taken(jdwp.formatted("5005"), 5005, "any")).startsWith("DEBUGGER");
    assertThat(taken(jdwp.formatted("*:50050"), 5005, "any")).isEmpty();
    assertThat(taken(jdwp.formatted("localhost:5005"), 5005, "any")).isEmpty();
    assertThat(taken("image: own\ncommand: [node, --inspect=0.0.0.0, a.js]", 9229, "any"))
        .startsWith("DEBUGGER");
    assertThat(taken("image: own\ncommand: [node, --inspect, a.js]", 9229, "any")).isEmpty();
    assertThat(taken("image: own\ncommand: [node, --inspect=9229, a.js]", 9229, "any")).isEmpty();
  }

  @Test
  void everyProductCanBeRecognised() {
    for (Product product : Products.ALL) {
      assertThat(product.images()).as(product.name()).isNotEmpty();
      assertThat(product.ports()).as(product.name()).isNotEmpty();
      for (String image : product.images())
        assertThat(Products.candidates(0, ImageName.of("example.com/" + image + ":1")))
            .as(image)
            .contains(product);
    }
  }
}
