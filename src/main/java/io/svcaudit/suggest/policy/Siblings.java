package io.svcaudit.suggest.policy;

import io.svcaudit.model.Container;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.topology.Resolution;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.backend.Backends;
import io.svcaudit.topology.reference.Destination;
import java.util.Set;
import java.util.TreeSet;

/// What the Pods of one workload say to each other.
final class Siblings {
  /// The products whose servers find each other and form a cluster, as [Backends] names them.
  private static final Set<String> CLUSTERING =
      Set.of(
          "Aerospike",
          "Alertmanager",
          "ArangoDB",
          "Cassandra",
          "ClickHouse",
          "CockroachDB",
          "Consul",
          "CouchDB",
          "Couchbase",
          "CrateDB",
          "Dgraph",
          "Elasticsearch",
          "etcd",
          "FoundationDB",
          "Hazelcast",
          "Ignite",
          "Infinispan",
          "Kafka",
          "KeyDB",
          "MariaDB",
          "MinIO",
          "MongoDB",
          "MySQL",
          "NATS",
          "Neo4j",
          "OpenSearch",
          "PostgreSQL",
          "Pulsar",
          "Qdrant",
          "RabbitMQ",
          "Redis",
          "Redis Sentinel",
          "Redpanda",
          "RethinkDB",
          "Riak",
          "ScyllaDB",
          "Solr",
          "TiDB",
          "Valkey",
          "Vault",
          "Weaviate",
          "YugabyteDB",
          "ZooKeeper");

  private final Topology topology;
  private final Needs needs;

  Siblings(Topology topology, Needs needs) {
    this.topology = topology;
    this.needs = needs;
  }

  /// Whether a workload has or gets several Pods that stay.
  static boolean has(Topology topology, Workload workload) {
    return switch (workload.type()) {
      case DAEMON_SET, KNATIVE_SERVICE -> true;
      case POD, JOB, CRON_JOB -> false;
      case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET ->
          workload.replicas().orElse(1) > 1
              || topology.autoscalers().stream().anyMatch(each -> each.scales(workload));
    };
  }

  void collect() {
    for (Workload workload : topology.workloads())
      if (workload.type() == Workload.Type.STATEFUL_SET && has(topology, workload))
        collect(workload);
  }

  private void collect(Workload set) {
    var ports = new TreeSet<SuggestedPort>();
    String product = "";
    for (Service service : topology.servicesSelecting(set))
      for (ServicePort port : service.ports()) {
        var what = Backends.behind(port, set);
        if (what == null || !CLUSTERING.contains(what.product())) continue;
        product = what.product();
        if (Topology.target(port, set)
            instanceof Target.Resolved(long number, var container, var _)) {
          SuggestedPort.of(port.protocol(), number).ifPresent(ports::add);
          if (container != null) declared(container, ports);
        }
      }
    String name = set.ref().kindAndName();
    for (SuggestedPort port : ports) {
      String reason = "the %s servers of %s form a cluster".formatted(product, name);
      needs.call(set, set, port, reason, reason);
    }
    if (ports.isEmpty() && isHeadless(set) && !callsItself(set))
      needs.unknown(set, "whether its Pods talk to each other");
  }

  private static void declared(Container container, Set<SuggestedPort> into) {
    container
        .ports()
        .forEach(port -> SuggestedPort.of(port.protocol(), port.number()).ifPresent(into::add));
  }

  private boolean isHeadless(Workload set) {
    return !set.serviceName().isEmpty()
        && topology.service(set.object(), set.serviceName())
            instanceof Resolution.Found<Service>(var service)
        && service.headless();
  }

  private boolean callsItself(Workload set) {
    return topology.references().of(set).stream()
        .anyMatch(r -> r.destination() instanceof Destination.Found found && found.own());
  }
}
