package io.svcaudit.check;

import io.svcaudit.model.Ingress;
import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Model;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Peer;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.PortRef;
import io.svcaudit.model.Service;
import io.svcaudit.model.ServicePort;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Document;
import io.svcaudit.source.Manifests;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.SourceFile;
import io.svcaudit.topology.Target;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.policy.Addresses;
import io.svcaudit.topology.policy.Connections;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Intervals;
import io.svcaudit.topology.policy.Protocol;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// All connections of a folder of manifests in the words of netpol-analyzer, and by its answers to
/// what the API leaves open:
///
/// | the API | here |
/// |---|---|
/// | "NetworkPolicy behaviour for hostNetwork pods is undefined" (kubernetes.io, Network Policies) | they count as any other Pods |
/// | "These should be cluster-external IPs, since Pod IPs are ephemeral and unpredictable" (the same) | no Pod meets a block; only what surely gets through is listed |
/// | an Ingress does not say where its controller runs (networking.k8s.io/v1, IngressSpec) | a Pod without known labels in a namespace of its own, to which the ports of the backends are open |
/// | the items of a typed list, as the API server sends it, do not repeat their kind | it is that of the list |
/// | a Pod's owner may be any object (ObjectMeta.ownerReferences) | Pods of one owner are folded, unless it is a Node; one without a kind counts as a Pod |
/// | addresses are not enumerated | IPv4 alone, cut where any block of a rule for that direction begins or ends |
@NullMarked
final class ConnectionList {
  private final Topology topology;
  private final Map<String, List<Workload>> folded = new TreeMap<>();
  private final List<Addresses> sources;
  private final List<Addresses> destinations;
  private final TreeSet<String> lines = new TreeSet<>();

  private ConnectionList(Topology topology) {
    this.topology = topology;
    for (Workload workload : topology.workloads())
      folded.computeIfAbsent(name(workload), _ -> new ArrayList<>()).add(workload);
    sources = parts(topology.networkPolicies(), Direction.INGRESS);
    destinations = parts(topology.networkPolicies(), Direction.EGRESS);
  }

  /// @param folder with the manifests
  static TreeSet<String> of(Path folder) throws IOException {
    var objects = new ArrayList<KubeObject>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        var text =
            new SourceFile(file.toString(), ".", Files.readString(file), SourceFile.Origin.NAMED);
        for (Document document : Manifests.read(text).documents()) open(document.root(), objects);
      }
    }
    var list = new ConnectionList(Topology.of(objects, List.of(), List.of()));
    list.list();
    return list.lines;
  }

  private static void open(Node root, List<KubeObject> into) {
    if (!(root instanceof Mapping mapping)) return;
    String kind = mapping.text("kind").orElse("");
    if (!kind.endsWith("List")) {
      into.addAll(object(mapping, kind, mapping.text("apiVersion").orElse("")));
      return;
    }
    String ofItems = kind.substring(0, kind.length() - "List".length());
    for (Mapping item : mapping.mappings("items"))
      into.addAll(
          object(
              item,
              item.text("kind").orElse(ofItems),
              item.text("apiVersion").orElse(mapping.text("apiVersion").orElse(""))));
  }

  @SuppressWarnings("unchecked")
  private static List<KubeObject> object(Mapping node, String kind, String apiVersion) {
    var plain = (Map<String, @Nullable Object>) Tree.plain(node);
    if (plain == null) return List.of();
    plain.put("kind", kind);
    plain.put("apiVersion", apiVersion);
    if (kind.equals("Pod")) Tree.map(plain, "spec").remove("hostNetwork");
    Mapping read = Tree.read(plain);
    var document = new Document(read.file(), 0, read, List.of());
    return Model.objects(List.of(document), (_, written) -> written.orElse("default"));
  }

  /// `namespace/owner[Kind]`.
  private static String name(Workload workload) {
    KubeObject object = workload.object();
    Optional<Mapping> owner =
        object.metadata().mappings("ownerReferences").stream()
            .filter(each -> !each.text("kind").orElse("").equals("Node"))
            .findFirst();
    String name = owner.flatMap(each -> each.text("name")).orElse(object.name());
    String kind = owner.flatMap(each -> each.text("kind")).orElse(object.kind());
    return "%s/%s[%s]".formatted(object.namespace(), name, kind);
  }

  private static List<Addresses> parts(List<NetworkPolicy> policies, Direction direction) {
    var bounds = new TreeSet<>(Addresses.ALL.ipv4().bounds());
    for (NetworkPolicy policy : policies)
      for (Rule rule : policy.rules(direction))
        for (Peer peer : rule.peers())
          if (peer instanceof Peer.Block block) bounds.addAll(Addresses.of(block).ipv4().bounds());
    var parts = new ArrayList<Addresses>();
    for (BigInteger from : bounds) {
      BigInteger to = bounds.higher(from);
      if (to != null)
        parts.add(
            new Addresses(
                new Intervals<>(List.of(from, to)), new Intervals<>(List.<BigInteger>of())));
    }
    return parts;
  }

  private void list() {
    folded.forEach((pods, workloads) -> {
      folded.forEach((others, their) -> {
        if (!pods.equals(others)) add(pods, others, between(pods(workloads), pods(their)));
      });
      for (Addresses part : destinations)
        add(pods, name(part), between(pods(workloads), List.of(new End.External(part))));
      for (Addresses part : sources)
        add(name(part), pods, between(List.of(new End.External(part)), pods(workloads)));
      for (Workload workload : workloads)
        add("{ingress-controller}", pods, fromIngresses(workload));
    });
  }

  private static List<End> pods(List<Workload> workloads) {
    return workloads.stream().<End>map(End.Pods::new).toList();
  }

  private Connections between(List<End> from, List<End> to) {
    var all = Connections.NONE;
    for (End source : from)
      for (End destination : to)
        all = all.union(topology.policies().between(source, destination).certain());
    return all;
  }

  /// The backends' ports of a Pod, as far as its policies open them to everyone.
  private Connections fromIngresses(Workload workload) {
    var ports = Connections.NONE;
    for (Ingress ingress : topology.ingresses())
      for (Ingress.Route route : ingress.routes()) {
        Ingress.Backend backend = route.backend();
        if (backend == null) continue;
        Service service = topology.service(ingress.object(), backend.service()).orNull();
        if (service == null || !topology.selection(service).workloads().contains(workload))
          continue;
        for (ServicePort port : service.ports())
          if (isMeant(port, backend.port())
              && Topology.target(port, workload) instanceof Target.Resolved(long number, _, _))
            ports = ports.union(tcp(number));
      }
    End controller = new End.AnyPod("ingress-controller", Map.of(), workload.object());
    return ports.intersection(between(List.of(controller), List.of(new End.Pods(workload))));
  }

  private static boolean isMeant(ServicePort port, @Nullable PortRef wanted) {
    return switch (wanted) {
      case null -> false;
      case PortRef.Numbered(long number, _) -> port.port() == number;
      case PortRef.Named(String name, _) -> port.name().equals(name);
    };
  }

  private static Connections tcp(long port) {
    var only = new Intervals<>(List.of((int) port, (int) port + 1));
    return new Connections(Map.of(Protocol.TCP, only));
  }

  private void add(String from, String to, Connections connections) {
    if (!connections.isEmpty()) lines.add("%s => %s : %s".formatted(from, to, words(connections)));
  }

  /// `TCP 80,8000-8010,UDP 53`, the protocols by name.
  private static String words(Connections connections) {
    if (connections.equals(Connections.ALL)) return "All Connections";
    return Stream.of(Protocol.SCTP, Protocol.TCP, Protocol.UDP)
        .filter(protocol -> !connections.of(protocol).isEmpty())
        .map(protocol ->
            connections.of(protocol).all().stream()
                .map(range ->
                    range.from() == range.to() - 1
                        ? range.from().toString()
                        : range.from() + "-" + (range.to() - 1))
                .collect(Collectors.joining(",", protocol + " ", "")))
        .collect(Collectors.joining(","));
  }

  /// `10.0.0.0-10.255.255.255[External]`.
  private static String name(Addresses part) {
    Intervals.Interval<BigInteger> range = part.ipv4().all().getFirst();
    return "%s-%s[External]"
        .formatted(dotted(range.from()), dotted(range.to().subtract(BigInteger.ONE)));
  }

  private static String dotted(BigInteger address) {
    long bits = address.longValueExact();
    return "%d.%d.%d.%d".formatted(bits >> 24, bits >> 16 & 255, bits >> 8 & 255, bits & 255);
  }
}
