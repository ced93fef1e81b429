package io.svcaudit.topology.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Small clusters at random, from so few words that selectors, names and ranges often meet.
record RandomCluster(RandomGenerator random) {
  static final List<String> NAMESPACES = List.of("shop", "watch", "bare");
  static final SortedMap<String, List<String>> NAMESPACE_LABELS =
      new TreeMap<>(Map.of("team", List.of("a", "b"), "env", List.of("x")));
  static final SortedMap<String, List<String>> POD_LABELS =
      new TreeMap<>(Map.of("app", List.of("a", "b"), "tier", List.of("x", "y")));
  static final List<String> PORT_NAMES = List.of("http", "dns");
  static final List<Integer> PORTS = List.of(1, 53, 79, 80, 81, 90, 91, 8080, 65535);
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");
  private static final List<String> CIDRS =
      List.of(
          "0.0.0.0/0",
          "10.0.0.0/8",
          "10.1.0.0/16",
          "10.1.2.0/24",
          "10.1.2.3/32",
          "203.0.113.0/24",
          "203.0.113.128/25",
          "::/0",
          "2001:db8::/32",
          "2001:db8:1::/48");
  private static final List<String> ADDRESSES =
      List.of(
          "10.1.2.3",
          "10.1.2.255",
          "10.1.3.0",
          "10.9.9.9",
          "203.0.113.127",
          "203.0.113.128",
          "8.8.8.8",
          "255.255.255.255",
          "2001:db8:1::5",
          "2001:db8:2::5",
          "fd00::1");

  Plain cluster() {
    var namespaces = new ArrayList<Plain.Namespace>();
    for (String name : NAMESPACES)
      namespaces.add(
          new Plain.Namespace(
              name, labels(NAMESPACE_LABELS), !name.equals("bare") || random.nextBoolean()));
    var pods = new ArrayList<Plain.Pod>();
    for (int i = 0; i < 2 + random.nextInt(3); i++)
      pods.add(
          new Plain.Pod(
              one(NAMESPACES),
              "pod-" + i,
              labels(POD_LABELS),
              list(3, () -> new Plain.NamedPort(one(PORT_NAMES), one(PORTS), protocol()))));
    var policies = new ArrayList<Plain.Policy>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) policies.add(policy("policy-" + i));
    return new Plain(namespaces, pods, policies, List.of(one(ADDRESSES), one(ADDRESSES)));
  }

  private Plain.Policy policy(String name) {
    List<String> types =
        one(
            List.of(
                List.of(), List.of("Ingress"), List.of("Egress"), List.of("Ingress", "Egress")));
    return new Plain.Policy(
        one(NAMESPACES),
        name,
        selector(POD_LABELS),
        perhaps(types),
        perhaps(list(3, this::rule)),
        perhaps(list(3, this::rule)));
  }

  private Plain.Rule rule() {
    return new Plain.Rule(perhaps(list(3, this::peer)), perhaps(list(3, this::port)));
  }

  private Plain.Peer peer() {
    return switch (random.nextInt(5)) {
      case 0 -> block();
      case 1 -> new Plain.Peer.Pods(namespaceSelector(), null);
      case 2 -> new Plain.Peer.Pods(namespaceSelector(), selector(POD_LABELS));
      default -> new Plain.Peer.Pods(null, selector(POD_LABELS));
    };
  }

  /// What the API server accepts: exceptions lie within.
  private Plain.Peer block() {
    String cidr = one(CIDRS);
    int prefix = prefix(cidr);
    List<String> within =
        CIDRS.stream()
            .filter(other -> prefix(other) > prefix)
            .filter(other -> ByTheBook.isIn(other.substring(0, other.indexOf('/')), cidr))
            .toList();
    return new Plain.Peer.Block(cidr, within.isEmpty() ? List.of() : list(2, () -> one(within)));
  }

  private static int prefix(String cidr) {
    return Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
  }

  private Plain.Port port() {
    return switch (random.nextInt(4)) {
      case 0 -> new Plain.Port(null, null, protocol());
      case 1 -> new Plain.Port(one(PORT_NAMES), null, protocol());
      case 2 -> {
        int first = one(PORTS);
        int last = one(PORTS);
        yield new Plain.Port(Math.min(first, last), Math.max(first, last), protocol());
      }
      default -> new Plain.Port(one(PORTS), null, protocol());
    };
  }

  private @Nullable String protocol() {
    return perhaps(one(PROTOCOLS));
  }

  private Plain.Selector namespaceSelector() {
    if (random.nextInt(4) > 0) return selector(NAMESPACE_LABELS);
    return new Plain.Selector(Map.of("kubernetes.io/metadata.name", one(NAMESPACES)), List.of());
  }

  private Plain.Selector selector(SortedMap<String, List<String>> words) {
    Map<String, String> labels = random.nextBoolean() ? labels(words) : Map.of();
    List<Plain.Expression> expressions =
        random.nextInt(3) > 0 ? List.of() : list(2, () -> expression(words));
    return new Plain.Selector(labels, expressions);
  }

  private Plain.Expression expression(SortedMap<String, List<String>> words) {
    String key = one(List.copyOf(words.keySet()));
    String operator = one(List.of("In", "NotIn", "Exists", "DoesNotExist"));
    boolean compares = operator.equals("In") || operator.equals("NotIn");
    List<String> values = words.getOrDefault(key, List.of());
    if (random.nextBoolean()) values = List.of(one(values));
    return new Plain.Expression(key, operator, compares ? values : List.of());
  }

  private Map<String, String> labels(SortedMap<String, List<String>> words) {
    var labels = new LinkedHashMap<String, String>();
    words.forEach((key, values) -> {
      if (random.nextBoolean()) labels.put(key, one(values));
    });
    return labels;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> @Nullable T perhaps(T thing) {
    return random.nextInt(3) == 0 ? null : thing;
  }

  private <T> List<T> list(int most, Supplier<T> item) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(most + 1); i > 0; i--) list.add(item.get());
    return List.copyOf(list);
  }
}
