package io.svcaudit.topology.backend;

import static io.svcaudit.topology.backend.BackendClass.ADMIN_CONSOLE;
import static io.svcaudit.topology.backend.BackendClass.CACHE;
import static io.svcaudit.topology.backend.BackendClass.CONTROL_PLANE;
import static io.svcaudit.topology.backend.BackendClass.DATABASE;
import static io.svcaudit.topology.backend.BackendClass.DATABASE_PROXY;
import static io.svcaudit.topology.backend.BackendClass.INFERENCE;
import static io.svcaudit.topology.backend.BackendClass.OBJECT_STORE;
import static io.svcaudit.topology.backend.BackendClass.QUEUE;
import static io.svcaudit.topology.backend.BackendClass.SEARCH;
import static io.svcaudit.topology.backend.BackendClass.VECTOR_STORE;
import static io.svcaudit.topology.backend.Product.of;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// The programs that are recognised. A port is entered with `tcp` or `http` only if hardly anything
/// else uses its number; the others count only together with evidence of another sort.
final class Products {
  static final List<Product> ALL =
      List.of(
          // Relational databases
          of(
                  "PostgreSQL",
                  DATABASE,
                  "postgres",
                  "postgresql",
                  "postgis",
                  "timescaledb",
                  "pgvector",
                  "cloudnative-pg",
                  "percona-postgresql",
                  "spilo",
                  "citus",
                  "supabase-postgres",
                  "postgresql-repmgr",
                  "crunchy-postgres",
                  "alloydbomni",
                  "paradedb")
              .tcp(
                  5432,
                  "postgres",
                  "postgresql",
                  "pgsql",
                  "pg",
                  "tcp-postgres",
                  "tcp-postgresql",
                  "psql")
              .env(
                  "POSTGRES_PASSWORD",
                  "POSTGRES_PASSWORD_FILE",
                  "POSTGRES_INITDB_ARGS",
                  "PGDATA",
                  "POSTGRES_HOST_AUTH_METHOD",
                  "POSTGRESQL_*",
                  "REPMGR_*")
              .command("postgres")
              .mount("/var/lib/postgresql", "/bitnami/postgresql", "/var/lib/pgsql"),
          of("CockroachDB", DATABASE, "cockroach", "cockroachdb")
              .tcp(26257, "cockroach", "cockroachdb", "grpc", "sql")
              .console(8080)
              .env("COCKROACH_*")
              .command("cockroach", "/cockroach/cockroach")
              .mount("/cockroach/cockroach-data"),
          of("YugabyteDB", DATABASE, "yugabyte", "yugabytedb")
              .tcp(5433, "ysql", "tcp-ysql-port")
              .commonTcp(9042, "ycql")
              .console(7000)
              .console(9000)
              .command("yb-tserver", "yb-master"),
          of("MariaDB", DATABASE, "mariadb", "mariadb-galera", "mariadb-enterprise")
              .tcp(3306, "mariadb", "mysql", "tcp-mysql", "tcp-mariadb")
              .env(
                  "MARIADB_ROOT_PASSWORD",
                  "MARIADB_ROOT_*",
                  "MARIADB_GALERA_*",
                  "MARIADB_REPLICATION_*")
              .command("mariadbd")
              .mount("/bitnami/mariadb"),
          of(
                  "MySQL",
                  DATABASE,
                  "mysql",
                  "mysql-server",
                  "percona",
                  "percona-server",
                  "percona-xtradb-cluster",
                  "vitess",
                  "vttablet")
              .tcp(3306, "mysql", "tcp-mysql")
              .tcp(33060, "mysqlx")
              .env(
                  "MYSQL_ROOT_PASSWORD",
                  "MYSQL_ROOT_*",
                  "MYSQL_ALLOW_EMPTY_PASSWORD",
                  "MYSQL_RANDOM_ROOT_PASSWORD",
                  "MYSQL_REPLICATION_*")
              .command("mysqld")
              .mount("/var/lib/mysql", "/bitnami/mysql"),
          of("TiDB", DATABASE, "tidb", "tikv")
              .commonTcp(4000, "mysql-client", "tidb", "mysql")
              .tcp(20160, "tikv")
              .command("tidb-server", "/tidb-server"),
          of(
                  "SQL Server",
                  DATABASE,
                  "mssql/server",
                  "mssql-server",
                  "mssql-server-linux",
                  "azure-sql-edge")
              .tcp(1433, "mssql", "sqlserver", "tcp-mssql", "tds")
              .env("MSSQL_SA_PASSWORD", "SA_PASSWORD", "MSSQL_PID")
              .command("sqlservr")
              .mount("/var/opt/mssql"),
          of(
                  "Oracle Database",
                  DATABASE,
                  "oracle/database",
                  "database/enterprise",
                  "database/express",
                  "database/free",
                  "oracle-xe",
                  "oracle-free",
                  "oracle-xe-11g")
              .tcp(1521, "oracle", "listener", "tns")
              .env("ORACLE_PWD", "ORACLE_SID", "ORACLE_PDB")
              .mount("/opt/oracle/oradata"),
          of("Db2", DATABASE, "db2", "db2_community", "db2u")
              .commonTcp(50000, "db2")
              .env("DB2INST1_PASSWORD"),
          of("Firebird", DATABASE, "firebird")
              .tcp(3050, "firebird")
              .env("FIREBIRD_ROOT_PASSWORD", "ISC_PASSWORD"),
          of("SingleStore", DATABASE, "singlestore", "memsql", "singlestoredb-dev")
              .commonTcp(3306, "mysql"),
          of("CrateDB", DATABASE, "crate", "cratedb")
              .http(4200, "crate-web")
              .commonTcp(5432, "psql"),
          // Document, graph and key-value databases
          of(
                  "MongoDB",
                  DATABASE,
                  "mongo",
                  "mongodb",
                  "percona-server-mongodb",
                  "mongodb-sharded",
                  "mongodb-community-server",
                  "mongodb-enterprise-server",
                  "ferretdb")
              .tcp(27017, "mongo", "mongodb", "tcp-mongo", "tcp-mongodb", "mongod", "mongos")
              .tcp(27018)
              .tcp(27019)
              .env(
                  "MONGO_INITDB_*",
                  "MONGODB_ROOT_*",
                  "MONGODB_REPLICA_SET_*",
                  "MONGODB_ADVERTISED_*")
              .command("mongod", "mongos")
              .mount("/data/db", "/bitnami/mongodb"),
          of("CouchDB", DATABASE, "couchdb")
              .withLogin()
              .http(5984, "couchdb")
              .env("COUCHDB_PASSWORD", "COUCHDB_USER")
              .mount("/opt/couchdb/data"),
          of("Couchbase", DATABASE, "couchbase", "couchbase-server")
              .withLogin()
              .tcp(11210, "couchbase")
              .console(8091, "couchbase-admin"),
          of("ArangoDB", DATABASE, "arangodb")
              .withLogin()
              .http(8529, "arangodb")
              .env("ARANGO_ROOT_PASSWORD", "ARANGO_NO_AUTH")
              .command("arangod"),
          of("RethinkDB", DATABASE, "rethinkdb")
              .tcp(28015, "rethinkdb", "driver-port")
              .tcp(29015)
              .console(8080, "admin-port")
              .command("rethinkdb")
              .mount("/data/rethinkdb_data"),
          of("Neo4j", DATABASE, "neo4j")
              .http(7687, "bolt", "tcp-bolt")
              .http(7474, "neo4j-http")
              .http(7473)
              .env("NEO4J_AUTH", "NEO4J_dbms_*", "NEO4J_server_*", "NEO4J_PASSWORD"),
          of("Dgraph", DATABASE, "dgraph")
              .commonHttp(8080, "http-alpha", "dgraph")
              .commonHttp(9080, "grpc-alpha")
              .command("dgraph"),
          of("OrientDB", DATABASE, "orientdb")
              .tcp(2424)
              .http(2480, "orientdb")
              .env("ORIENTDB_ROOT_PASSWORD"),
          of("RavenDB", DATABASE, "ravendb").commonHttp(8080, "ravendb").env("RAVEN_*"),
          of("SurrealDB", DATABASE, "surrealdb")
              .withLogin()
              .commonHttp(8000, "surrealdb")
              .command("surreal"),
          of("FoundationDB", DATABASE, "foundationdb", "fdb-kubernetes-monitor")
              .tcp(4500, "foundationdb")
              .env("FDB_*"),
          of("Aerospike", DATABASE, "aerospike", "aerospike-server", "aerospike-server-enterprise")
              .commonTcp(3000, "aerospike", "service"),
          of("Riak", DATABASE, "riak", "riak-kv").tcp(8087, "riak").commonHttp(8098),
          // Wide-column, analytic and time series databases
          of("Cassandra", DATABASE, "cassandra", "dse-server", "cass-management-api")
              .tcp(9042, "cql", "cassandra", "tcp-cql")
              .tcp(9160, "thrift")
              .commonTcp(7000, "intra-node")
              .commonTcp(7001, "tls-intra-node")
              .env(
                  "CASSANDRA_SEEDS",
                  "CASSANDRA_CLUSTER_NAME",
                  "CASSANDRA_DC",
                  "CASSANDRA_RACK",
                  "CASSANDRA_ENDPOINT_SNITCH")
              .command("cassandra")
              .mount("/var/lib/cassandra", "/cassandra_data", "/bitnami/cassandra"),
          of("ScyllaDB", DATABASE, "scylla", "scylladb")
              .tcp(9042, "cql", "cql-ssl")
              .mount("/var/lib/scylla"),
          of("HBase", DATABASE, "hbase", "hbase-master", "hbase-regionserver")
              .tcp(16000, "hbase")
              .tcp(16020),
          of("ClickHouse", DATABASE, "clickhouse", "clickhouse-server")
              .http(8123, "clickhouse", "clickhouse-http")
              .commonTcp(9000, "clickhouse-tcp", "clickhouse-native", "tcp")
              .commonTcp(9004, "tcp-mysql")
              .commonTcp(9009, "http-intersrv")
              .env("CLICKHOUSE_PASSWORD", "CLICKHOUSE_DB", "CLICKHOUSE_USER", "CLICKHOUSE_ADMIN_*")
              .command("clickhouse-server")
              .mount("/var/lib/clickhouse", "/bitnami/clickhouse"),
          of("Druid", DATABASE, "druid").commonHttp(8888, "druid").commonHttp(8082),
          of("Pinot", DATABASE, "pinot").commonHttp(8099, "pinot").console(9000),
          of("StarRocks", DATABASE, "fe-ubuntu", "starrocks").tcp(9030, "starrocks"),
          of("Doris", DATABASE, "doris").tcp(9030, "doris"),
          of("Trino", DATABASE, "trino", "trinodb", "presto", "prestodb")
              .commonHttp(8080, "trino", "presto"),
          of("Hive", DATABASE, "hive")
              .commonTcp(10000, "hiveserver2", "hive")
              .tcp(9083, "metastore"),
          of("Vertica", DATABASE, "vertica", "vertica-k8s", "vertica-ce")
              .commonTcp(5433, "vertica"),
          of("InfluxDB", DATABASE, "influxdb", "influxdb2")
              .withLogin()
              .http(8086, "influxdb", "influx")
              .env("INFLUXDB_ADMIN_*", "INFLUXDB_DB", "DOCKER_INFLUXDB_*", "INFLUXDB_HTTP_*")
              .command("influxd")
              .mount("/var/lib/influxdb", "/var/lib/influxdb2", "/bitnami/influxdb"),
          of("VictoriaMetrics", DATABASE, "victoria-metrics", "vmstorage", "vmselect")
              .http(8428, "victoria-metrics")
              .commonHttp(8481),
          of("QuestDB", DATABASE, "questdb").tcp(8812, "questdb").tcp(9009, "ilp").console(9000),
          // In front of databases
          of(
                  "PgBouncer",
                  DATABASE_PROXY,
                  "pgbouncer",
                  "pgpool",
                  "pgpool2",
                  "pgcat",
                  "odyssey",
                  "crunchy-pgbouncer")
              .tcp(5432, "postgres", "postgresql", "pgbouncer", "pgsql")
              .tcp(6432, "pgbouncer")
              .tcp(9999, "pgpool")
              .env("PGBOUNCER_*", "PGPOOL_*")
              .command("pgbouncer", "pgpool"),
          of("ProxySQL", DATABASE_PROXY, "proxysql", "percona-xtradb-cluster-proxysql")
              .tcp(6033, "proxysql", "mysql")
              .tcp(3306, "mysql")
              .tcp(6032)
              .command("proxysql"),
          of("MaxScale", DATABASE_PROXY, "maxscale")
              .tcp(3306, "mysql", "maxscale")
              .tcp(4006)
              .command("maxscale"),
          of("MySQL Router", DATABASE_PROXY, "mysql-router", "community-router")
              .tcp(6446, "mysql-rw")
              .tcp(6447, "mysql-ro")
              .tcp(64460, "mysqlx-rw")
              .tcp(64470, "mysqlx-ro")
              .command("mysqlrouter"),
          // Caches
          of(
                  "Redis",
                  CACHE,
                  "redis",
                  "redis-server",
                  "redis-stack",
                  "redis-stack-server",
                  "redis-cluster",
                  "rejson",
                  "redismod",
                  "redis-enterprise")
              .tcp(6379, "redis", "tcp-redis")
              .tcp(26379, "redis-sentinel", "tcp-sentinel", "sentinel")
              .tcp(16379)
              .commonTcp(6380, "redis-tls")
              .env(
                  "REDIS_PASSWORD",
                  "REDIS_REPLICATION_MODE",
                  "REDIS_MASTER_PASSWORD",
                  "ALLOW_EMPTY_PASSWORD",
                  "REDIS_AOF_ENABLED")
              .command("redis-server", "redis-sentinel")
              .mount("/bitnami/redis"),
          of(
                  "Redis Sentinel",
                  DATABASE_PROXY,
                  "redis-sentinel",
                  "twemproxy",
                  "envoy-redis",
                  "predixy")
              .tcp(26379, "redis-sentinel", "sentinel")
              .tcp(6379, "redis"),
          of("Valkey", CACHE, "valkey", "valkey-cluster")
              .tcp(6379, "valkey", "redis", "tcp-valkey")
              .tcp(26379, "sentinel")
              .env("VALKEY_*")
              .command("valkey-server")
              .mount("/bitnami/valkey"),
          of("KeyDB", CACHE, "keydb")
              .tcp(6379, "keydb", "redis")
              .env("KEYDB_*")
              .command("keydb-server"),
          of("Dragonfly", CACHE, "dragonfly").tcp(6379, "dragonfly", "redis").command("dragonfly"),
          of("Memcached", CACHE, "memcached")
              .tcp(11211, "memcache", "memcached", "tcp-memcached")
              .env("MEMCACHED_*")
              .command("memcached"),
          of("Hazelcast", CACHE, "hazelcast").tcp(5701, "hazelcast", "tcp-hazelcast").env("HZ_*"),
          of("Ignite", CACHE, "ignite").tcp(10800, "ignite", "thin-clients").tcp(47500),
          of("Infinispan", CACHE, "infinispan").withLogin().http(11222, "infinispan", "hotrod"),
          // Message brokers
          of("RabbitMQ", QUEUE, "rabbitmq")
              .tcp(5672, "amqp", "rabbitmq", "tcp-amqp", "rabbitmq-amqp")
              .tcp(5671, "amqps", "amqp-tls")
              .tcp(25672)
              .tcp(4369, "epmd")
              .console(15672, "management", "http-stats", "rabbitmq-http", "rabbitmq-dash", "stats")
              .env(
                  "RABBITMQ_DEFAULT_*",
                  "RABBITMQ_PASSWORD",
                  "RABBITMQ_ERLANG_COOKIE",
                  "RABBITMQ_NODE*",
                  "RABBITMQ_USERNAME")
              .command("rabbitmq-server")
              .mount("/var/lib/rabbitmq", "/bitnami/rabbitmq", "/opt/bitnami/rabbitmq"),
          of(
                  "Kafka",
                  QUEUE,
                  "kafka",
                  "cp-kafka",
                  "cp-server",
                  "strimzi/kafka",
                  "kafka-native",
                  "confluent-server")
              .tcp(9092, "kafka", "tcp-kafka", "tcp-client", "tcp-clients", "broker")
              .tcp(9093)
              .tcp(9094, "tcp-external", "external")
              .tcp(19092)
              .env(
                  "KAFKA_LISTENERS",
                  "KAFKA_ADVERTISED_*",
                  "KAFKA_CFG_*",
                  "KAFKA_BROKER_ID",
                  "KAFKA_NODE_ID",
                  "KAFKA_PROCESS_ROLES",
                  "KAFKA_LISTENER_*",
                  "KAFKA_INTER_BROKER_*")
              .command("kafka-server-start.sh")
              .mount("/bitnami/kafka", "/var/lib/kafka"),
          of("Redpanda", QUEUE, "redpanda")
              .tcp(9092, "kafka")
              .tcp(9093, "kafka")
              .http(9644, "admin"),
          of("Pulsar", QUEUE, "pulsar", "pulsar-all", "pulsar-standalone")
              .tcp(6650, "pulsar")
              .tcp(6651, "pulsarssl")
              .commonHttp(8080),
          of("NATS", QUEUE, "nats", "nats-server", "nats-streaming")
              .tcp(4222, "nats", "client", "tcp-nats", "tcp-client")
              .tcp(6222)
              .console(8222, "monitor", "http-monitor")
              .command("nats-server"),
          of(
                  "ActiveMQ",
                  QUEUE,
                  "activemq",
                  "activemq-artemis",
                  "artemis",
                  "activemq-classic",
                  "activemq-artemis-broker")
              .tcp(61616, "openwire", "activemq", "tcp")
              .tcp(5672, "amqp")
              .console(8161, "console", "dashboard")
              .env("ARTEMIS_*", "ACTIVEMQ_*"),
          of("NSQ", QUEUE, "nsq", "nsqd").tcp(4150, "nsq").http(4151),
          of("Beanstalkd", QUEUE, "beanstalkd")
              .tcp(11300, "beanstalk", "beanstalkd")
              .command("beanstalkd"),
          of("RocketMQ", QUEUE, "rocketmq", "rocketmq-broker").tcp(9876, "namesrv").tcp(10911),
          of("IBM MQ", QUEUE, "ibm-mqadvanced-server", "mq", "ibmmq")
              .tcp(1414, "qmgr", "ibmmq")
              .console(9443, "console"),
          // Search engines
          of("Elasticsearch", SEARCH, "elasticsearch", "elasticsearch-oss")
              .http(9200, "elasticsearch", "http-elasticsearch", "es", "rest", "tcp-rest-api")
              .tcp(9300, "transport", "tcp-transport")
              .env(
                  "ELASTIC_PASSWORD",
                  "discovery.type",
                  "discovery.seed_hosts",
                  "cluster.initial_master_nodes",
                  "ES_JAVA_OPTS",
                  "ELASTICSEARCH_CLUSTER_*",
                  "ELASTICSEARCH_NODE_*",
                  "xpack.security.enabled")
              .mount("/usr/share/elasticsearch", "/bitnami/elasticsearch"),
          of("OpenSearch", SEARCH, "opensearch")
              .http(9200, "opensearch", "rest")
              .tcp(9300, "transport")
              .env("OPENSEARCH_*", "OPENSEARCH_INITIAL_ADMIN_PASSWORD")
              .mount("/usr/share/opensearch"),
          of("Solr", SEARCH, "solr")
              .http(8983, "solr", "solr-client", "tcp-solr")
              .env("SOLR_*")
              .command("solr-foreground")
              .mount("/var/solr"),
          of("Meilisearch", SEARCH, "meilisearch").http(7700, "meilisearch").env("MEILI_*"),
          of("Typesense", SEARCH, "typesense")
              .withLogin()
              .http(8108, "typesense")
              .env("TYPESENSE_*"),
          of("Manticore", SEARCH, "manticore", "sphinx", "sphinxsearch")
              .tcp(9306, "manticore")
              .commonHttp(9308),
          of("Vespa", SEARCH, "vespa").http(19071).commonHttp(8080),
          of("ZincSearch", SEARCH, "zinc", "zincsearch").withLogin().http(4080, "zincsearch"),
          // Vector stores
          of("Qdrant", VECTOR_STORE, "qdrant")
              .http(6333, "qdrant")
              .http(6334)
              .env("QDRANT__*")
              .mount("/qdrant/storage"),
          of("Weaviate", VECTOR_STORE, "weaviate")
              .commonHttp(8080, "weaviate")
              .commonHttp(50051, "grpc")
              .env("PERSISTENCE_DATA_PATH", "DEFAULT_VECTORIZER_MODULE"),
          of("Milvus", VECTOR_STORE, "milvus").http(19530, "milvus").commonHttp(9091),
          of("Chroma", VECTOR_STORE, "chroma", "chromadb")
              .commonHttp(8000, "chroma")
              .env("CHROMA_*"),
          // What other programs run by
          of("etcd", CONTROL_PLANE, "etcd")
              .http(2379, "etcd", "etcd-client", "client")
              .http(2380, "etcd-peer", "peer")
              .env(
                  "ETCD_LISTEN_*",
                  "ETCD_ADVERTISE_*",
                  "ETCD_INITIAL_*",
                  "ETCD_DATA_DIR",
                  "ETCD_NAME")
              .command("etcd")
              .mount("/bitnami/etcd"),
          of("Consul", CONTROL_PLANE, "consul")
              .http(8500, "consul", "consul-http")
              .tcp(8300)
              .tcp(8301)
              .tcp(8302)
              .env("CONSUL_LOCAL_CONFIG"),
          of("Vault", CONTROL_PLANE, "vault", "openbao", "vault-enterprise")
              .withLogin()
              .http(8200, "vault")
              .http(8201)
              .env("VAULT_LOCAL_CONFIG", "VAULT_DEV_*"),
          of("Nomad", CONTROL_PLANE, "nomad").http(4646, "nomad"),
          of("ZooKeeper", CONTROL_PLANE, "zookeeper", "cp-zookeeper")
              .tcp(2181, "zookeeper", "zk", "tcp-client", "client")
              .tcp(2888)
              .tcp(3888)
              .env("ZOO_*", "ZOOKEEPER_CLIENT_*", "ZOOKEEPER_SERVER_*")
              .command("zkServer.sh")
              .mount("/bitnami/zookeeper"),
          of("the Docker daemon", CONTROL_PLANE, "dind", "docker")
              .tcp(2375, "docker", "dind")
              .tcp(2376, "docker-tls")
              .command("dockerd"),
          of("Tiller", CONTROL_PLANE, "tiller").tcp(44134, "tiller").command("tiller", "/tiller"),
          // Object stores and registries
          of("MinIO", OBJECT_STORE, "minio", "seaweedfs")
              .withLogin()
              .commonHttp(9000, "minio", "minio-api", "s3", "tcp-api")
              .console(9001, "console", "minio-console", "tcp-console")
              .env("MINIO_ROOT_*", "MINIO_ACCESS_KEY")
              .command("minio"),
          of("a container registry", OBJECT_STORE, "registry", "nexus3")
              .withLogin()
              .commonHttp(5000, "registry")
              .commonHttp(8081),
          // Consoles without a login of their own
          of("mongo-express", ADMIN_CONSOLE, "mongo-express").console(8081).env("ME_CONFIG_*"),
          of("Redis Commander", ADMIN_CONSOLE, "redis-commander").console(8081),
          of("Redis Insight", ADMIN_CONSOLE, "redisinsight").console(8001).console(5540),
          of(
                  "Kafka UI",
                  ADMIN_CONSOLE,
                  "kafka-ui",
                  "akhq",
                  "kafdrop",
                  "cmak",
                  "kafka-manager",
                  "kafka-topics-ui")
              .console(8080)
              .console(9000),
          of("Tekton Dashboard", ADMIN_CONSOLE, "tekton-dashboard").console(9097),
          of("Spark", ADMIN_CONSOLE, "spark", "spark-master", "spark-worker")
              .console(8080)
              .console(8081)
              .console(4040)
              .console(18080),
          of("Flink", ADMIN_CONSOLE, "flink").console(8081),
          of("Ray", ADMIN_CONSOLE, "ray", "ray-ml").console(8265, "dashboard"),
          of("MLflow", ADMIN_CONSOLE, "mlflow").console(5000),
          of("Prometheus", ADMIN_CONSOLE, "prometheus").console(9090),
          of("Alertmanager", ADMIN_CONSOLE, "alertmanager").console(9093),
          of("Pushgateway", ADMIN_CONSOLE, "pushgateway").console(9091),
          of("Jaeger", ADMIN_CONSOLE, "jaeger-query", "all-in-one", "jaeger").console(16686),
          of("Zipkin", ADMIN_CONSOLE, "zipkin").console(9411),
          of("Hubble UI", ADMIN_CONSOLE, "hubble-ui").console(8081),
          of("Longhorn UI", ADMIN_CONSOLE, "longhorn-ui").console(8000),
          of("Goldilocks", ADMIN_CONSOLE, "goldilocks").console(8080),
          of("Weave Scope", ADMIN_CONSOLE, "scope").console(4040),
          // Consoles with a login
          of("pgAdmin", ADMIN_CONSOLE, "pgadmin4")
              .withLogin()
              .console(80)
              .console(443)
              .env("PGADMIN_*"),
          of("phpMyAdmin", ADMIN_CONSOLE, "phpmyadmin")
              .withLogin()
              .console(80)
              .console(8080)
              .env("PMA_*"),
          of("Adminer", ADMIN_CONSOLE, "adminer").withLogin().console(8080),
          of(
                  "the Kubernetes Dashboard",
                  ADMIN_CONSOLE,
                  "dashboard-web",
                  "kubernetes-dashboard",
                  "kubernetesui/dashboard",
                  "kubernetes-dashboard-amd64",
                  "headlamp")
              .withLogin()
              .console(8443)
              .console(9090)
              .console(4466),
          of("Portainer", ADMIN_CONSOLE, "portainer", "portainer-ce", "portainer-ee")
              .withLogin()
              .console(9000)
              .console(9443),
          of("Rancher", ADMIN_CONSOLE, "rancher").withLogin().console(80).console(443),
          of("Argo CD", ADMIN_CONSOLE, "argocd").withLogin().console(8080, "server"),
          of("Argo Workflows", ADMIN_CONSOLE, "argocli").withLogin().console(2746),
          of("Jenkins", ADMIN_CONSOLE, "jenkins", "jenkins/jenkins")
              .withLogin()
              .console(8080)
              .env("JENKINS_*"),
          of("Airflow", ADMIN_CONSOLE, "airflow").withLogin().console(8080),
          of("NiFi", ADMIN_CONSOLE, "nifi").withLogin().console(8080).console(8443),
          of(
                  "Jupyter",
                  ADMIN_CONSOLE,
                  "notebook",
                  "base-notebook",
                  "scipy-notebook",
                  "datascience-notebook",
                  "jupyterlab")
              .withLogin()
              .console(8888),
          of("Kibana", ADMIN_CONSOLE, "kibana", "opensearch-dashboards").withLogin().console(5601),
          of("Grafana", ADMIN_CONSOLE, "grafana", "grafana-enterprise").withLogin().console(3000),
          of("Kiali", ADMIN_CONSOLE, "kiali").withLogin().console(20001),
          // Inference servers
          of("Ollama", INFERENCE, "ollama").http(11434, "ollama"),
          of("vLLM", INFERENCE, "vllm-openai", "vllm").commonHttp(8000),
          of("Triton", INFERENCE, "tritonserver")
              .commonHttp(8000)
              .commonHttp(8001)
              .commonHttp(8002),
          of("TorchServe", INFERENCE, "torchserve").commonHttp(8080).commonHttp(8081));

  private static final Map<Long, List<Product>> BY_PORT = new HashMap<>();
  private static final Map<String, List<Product>> BY_WORD = new HashMap<>();

  static {
    for (Product product : ALL) {
      for (Product.Port port : product.ports())
        BY_PORT.computeIfAbsent(port.number(), _ -> new ArrayList<>()).add(product);
      for (String image : product.images())
        BY_WORD
            .computeIfAbsent(ImageName.words(image).getFirst(), _ -> new ArrayList<>())
            .add(product);
    }
  }

  private Products() {}

  /// Those that listen on a port.
  static Collection<Product> on(long port) {
    return BY_PORT.getOrDefault(port, List.of());
  }

  /// Those that a container can be, by a port of it or by its image.
  static Collection<Product> candidates(long port, ImageName image) {
    var candidates = new LinkedHashSet<>(on(port));
    for (String word : ImageName.words(image.withParent()))
      candidates.addAll(BY_WORD.getOrDefault(word, List.of()));
    return candidates;
  }
}
