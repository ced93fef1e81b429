package io.svcaudit.report.picture;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Maps for tests of their pictures.
final class Maps {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  /// A node with one Service of its name, if it has a port.
  Maps node(String id, String what, Exposure exposure, int... ports) {
    return node(id, what, exposure, List.of(), ports);
  }

  Maps node(String id, String what, Exposure exposure, List<String> faults, int... ports) {
    String[] parts = id.split("/", 3);
    var list = new ArrayList<Port>();
    for (int port : ports)
      list.add(new Port(parts[2], "p" + port, port, "TCP", Integer.toString(port), exposure));
    nodes.add(new Node(id, parts[1], parts[2], what, exposure, list, faults, null));
    return this;
  }

  Maps entry(String kind, String name, String text, Exposure exposure, String to, int port) {
    return entry(kind, name, text, exposure, to, port, Verdict.OK, "");
  }

  Maps entry(
      String kind,
      String name,
      String text,
      Exposure exposure,
      String to,
      int port,
      Verdict verdict,
      String why) {
    String id = "entry/" + entries.size();
    entries.add(new Entry(id, kind, name, text, exposure, to, port, verdict, why));
    return this;
  }

  Maps call(String from, String to, int port) {
    return call(from, to, port, Verdict.OK, "");
  }

  Maps call(String from, String to, int port, Verdict verdict, String why) {
    calls.add(new Call(from, to, port == 0 ? "" : name(to), port, "env X", verdict, why));
    return this;
  }

  private static String name(String id) {
    return id.split("/", 3)[2];
  }

  ConnectionMap map() {
    var groups = new ArrayList<Group>();
    nodes.stream()
        .collect(groupingBy(node -> node.id().split("/", 3)[0], TreeMap::new, toList()))
        .forEach((namespace, members) -> groups.add(new Group(namespace, members)));
    return new ConnectionMap(groups, entries, calls, 0);
  }

  static ConnectionMap shop() {
    String denied =
        "NetworkPolicy shop/api-in does not admit Pods of Deployment shop/web to port 8080";
    return new Maps()
        .node("shop/Deployment/api", "", Exposure.PUBLIC, 8080)
        .node("shop/StatefulSet/db", "PostgreSQL", Exposure.CLUSTER, 5432)
        .node("shop/Deployment/web", "", Exposure.PUBLIC, 80)
        .entry(
            "Ingress",
            "api",
            "api.shop.example.com/api",
            Exposure.PUBLIC,
            "shop/Deployment/api",
            8080)
        .entry("LoadBalancer", "web", ":80", Exposure.PUBLIC, "shop/Deployment/web", 80)
        .call("shop/Deployment/web", "shop/Deployment/api", 8080, Verdict.NO, denied)
        .call("shop/Deployment/api", "shop/StatefulSet/db", 5432)
        .map();
  }

  /// Any map: circles, loops, several namespaces, entries, ports that nobody knows.
  static ConnectionMap random(long seed, int count, int namespaces, double callsPerNode) {
    var random = new Random(seed);
    var maps = new Maps();
    var ids = new ArrayList<String>();
    Exposure[] exposures = Exposure.values();
    for (int i = 0; i < count; i++) {
      String kind = random.nextInt(5) == 0 ? "StatefulSet" : "Deployment";
      String id = "ns%d/%s/app-%d".formatted(i * namespaces / count, kind, i);
      ids.add(id);
      int[] ports = random.ints(random.nextInt(4), 80, 9000).toArray();
      List<String> faults =
          random.nextInt(12) == 0
              ? List.of("Service app-" + i + " selects no Pod of any workload here")
              : List.of();
      String what = random.nextInt(6) == 0 ? "PostgreSQL" : "";
      maps.node(id, what, exposures[random.nextInt(exposures.length)], faults, ports);
    }
    for (int i = 0; i < count * callsPerNode; i++) {
      int at = random.nextInt(count);
      String from = ids.get(at);
      // Most calls stay near, as those of real applications do.
      int near = at + random.nextInt(7) - 2;
      String to =
          random.nextInt(12) > 0 && near >= 0 && near < count
              ? ids.get(near)
              : ids.get(random.nextInt(count));
      Verdict verdict = random.nextInt(8) == 0 ? Verdict.values()[random.nextInt(3)] : Verdict.OK;
      String why =
          verdict == Verdict.OK
              ? ""
              : "nobody knows why " + i + " is not answered by what is called";
      maps.call(from, to, portOf(maps, to, random), verdict, why);
    }
    for (int i = 0; i < count / 5; i++) {
      String to = ids.get(random.nextInt(count));
      boolean broken = random.nextInt(10) == 0;
      maps.entry(
          "Ingress",
          "in-" + i,
          "app-%d.example.com/".formatted(i),
          exposures[2 + random.nextInt(3)],
          to,
          portOf(maps, to, random),
          broken ? Verdict.NO : Verdict.OK,
          broken ? "the Service has no such port" : "");
    }
    return maps.map();
  }

  private static int portOf(Maps maps, String id, Random random) {
    for (Node node : maps.nodes)
      if (node.id().equals(id) && !node.ports().isEmpty())
        return (int) node.ports().get(random.nextInt(node.ports().size())).number();
    return 0;
  }

  /// What no name can be in a cluster, but anybody can write into a manifest.
  static final List<String> HOSTILE =
      List.of(
          "</script><script>document.title='owned'</script>",
          "<img src=x onerror=alert(1)>",
          "\" onmouseover=\"alert(1)",
          "' onfocus='alert(1)",
          "]]><!-- --><![CDATA[",
          "</title></text></svg></style><b>",
          "&lt;b&gt; &#x1;",
          "\u0000\u0001\u0008\u000b\u001f\u007f\u0085",
          "\u202egnp.exe\u202c \u2066\u2069",
          "\ufffe\uffff\ud800",
          "line\nbreak\r\ttab\u2028",
          "javascript:alert(1)",
          "名前😀é",
          "");

  /// Each hostile text at each place where a map has text.
  static ConnectionMap hostile() {
    var nodes = new ArrayList<Node>();
    var entries = new ArrayList<Entry>();
    var calls = new ArrayList<Call>();
    for (String text : HOSTILE) {
      String id = nodes.size() + text;
      var port = new Port(text, text, 80, text, text, Exposure.NODE);
      nodes.add(new Node(id, text, text, text, Exposure.NODE, List.of(port), List.of(text), null));
      entries.add(
          new Entry("in" + id, text, text, text, Exposure.PUBLIC, id, 80, Verdict.NO, text));
      calls.add(new Call(id, nodes.getFirst().id(), text, 80, text, Verdict.UNKNOWN, text));
      calls.add(new Call(nodes.getFirst().id(), id, text, 80, text, Verdict.NO, text));
    }
    var groups = new ArrayList<Group>();
    for (int i = 0; i < nodes.size(); i++)
      groups.add(new Group(HOSTILE.get(i), List.of(nodes.get(i))));
    return new ConnectionMap(groups, entries, calls, 0);
  }
}
