package io.svcaudit.topology.trace;

import io.svcaudit.model.Labels;
import io.svcaudit.model.Namespace;
import io.svcaudit.model.NetworkPolicy;
import io.svcaudit.model.NetworkPolicy.Direction;
import io.svcaudit.model.NetworkPolicy.Rule;
import io.svcaudit.model.Workload;
import io.svcaudit.source.Spot;
import io.svcaudit.topology.policy.Admission;
import io.svcaudit.topology.policy.End;
import io.svcaudit.topology.policy.Match;
import io.svcaudit.topology.policy.Protocol;
import io.svcaudit.topology.policy.Reachability;
import io.svcaudit.topology.policy.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the policies of one end say about a connection.
public final class PolicyHop {
  /// So many policies and rules are named.
  private static final int MOST_NAMED = 3;

  /// The labels that tell an application from others, the most usual first.
  private static final List<String> TELLING =
      List.of("app.kubernetes.io/name", "app.kubernetes.io/component", "app", "k8s-app", "name");

  private final Protocol protocol;
  private final int port;

  /// @param port of the destination Pod
  public PolicyHop(Protocol protocol, int port) {
    this.protocol = protocol;
    this.port = port;
  }

  /// @param own whose policies are asked, as the user knows it
  /// @param other the other end
  public Hop of(Reachability between, Direction direction, String own, End other) {
    Hop.Step step =
        switch (direction) {
          case EGRESS -> Hop.Step.EGRESS;
          case INGRESS -> Hop.Step.INGRESS;
        };
    Side side =
        switch (direction) {
          case EGRESS -> between.egress();
          case INGRESS -> between.ingress();
        };
    return switch (side.admits(protocol, port)) {
      case YES -> admitted(step, side, own);
      case NO -> refused(step, side, direction, own, other);
      case MAYBE ->
          new Hop(
              step,
              Hop.Verdict.UNKNOWN,
              doubts(side, own),
              side.isolation().policies().stream()
                  .map(p -> place(p, p.object().nameSpot()))
                  .toList(),
              "");
    };
  }

  private Hop admitted(Hop.Step step, Side side, String own) {
    List<Admission> admissions =
        side.admissions().stream()
            .filter(a -> a.connections().contains(protocol, port) && a.doubt().isEmpty())
            .toList();
    if (admissions.isEmpty()) return Hop.ok(step, "no policy isolates " + own);
    Admission first = admissions.getFirst();
    Spot spot = first.peer().map(peer -> peer.spot()).orElse(first.rule().spot());
    return Hop.ok(
        step,
        "%s isolates %s and admits %s"
            .formatted(first.policy().object().ref().kindAndName(), own, PeerText.of(first.rule())),
        place(first.policy(), spot));
  }

  private static String doubts(Side side, String own) {
    String why =
        Stream.of(
                side.isolation().doubts().stream(),
                side.isolation().perhaps().stream()
                    .map(p -> "%s may isolate %s".formatted(p.object().ref().kindAndName(), own)),
                side.admissions().stream().flatMap(a -> a.doubt().stream()))
            .flatMap(all -> all)
            .distinct()
            .limit(MOST_NAMED)
            .collect(Collectors.joining("; "));
    return why.isEmpty() ? "it is not known which policies are about " + own : why;
  }

  /// `NetworkPolicy web-out isolates web`; only if one surely does.
  static String isolating(Side side, String own) {
    List<String> names =
        mostTellingFirst(side).stream().map(policy -> policy.object().name()).toList();
    if (names.size() == 1) return "NetworkPolicy %s isolates %s".formatted(names.getFirst(), own);
    String more = names.size() > 2 ? names.size() - 1 + " more" : names.getLast();
    return "NetworkPolicies %s and %s isolate %s".formatted(names.getFirst(), more, own);
  }

  /// Those that are about these Pods go before those about all of a namespace.
  private static List<NetworkPolicy> mostTellingFirst(Side side) {
    return side.isolation().policies().stream()
        .sorted(Comparator.comparing(policy -> policy.pods().requirements().isEmpty()))
        .toList();
  }

  private Hop refused(Hop.Step step, Side side, Direction direction, String own, End other) {
    List<NetworkPolicy> policies = mostTellingFirst(side);
    NetworkPolicy first = policies.getFirst();
    List<Rule> rules = first.rules(direction);
    String said =
        "%s and %s %s"
            .formatted(
                isolating(side, own),
                policies.size() > 1 ? "admit" : "admits",
                admits(policies, direction));
    Spot spot = rules.isEmpty() ? first.object().nameSpot() : rules.getFirst().spot();
    return Hop.no(step, said, help(first, direction, other), place(first, spot));
  }

  private static String admits(List<NetworkPolicy> policies, Direction direction) {
    List<String> rules =
        policies.stream()
            .flatMap(policy -> policy.rules(direction).stream())
            .map(PeerText::of)
            .distinct()
            .toList();
    if (rules.isEmpty()) return "nobody";
    String named = String.join("; ", rules.subList(0, Math.min(MOST_NAMED, rules.size())));
    return "only " + named + (rules.size() > MOST_NAMED ? "; …" : "");
  }

  private String help(NetworkPolicy policy, Direction direction, End other) {
    String at = protocol == Protocol.TCP ? "port " + port : "port %d/%s".formatted(port, protocol);
    String peer = peer(policy, other);
    if (peer.isEmpty()) return "";
    return policy.rules(direction).isEmpty()
        ? "add a rule with the peer %s and %s to %s".formatted(peer, at, policy.object().name())
        : "add a peer %s for %s to %s".formatted(peer, at, policy.object().name());
  }

  private static String peer(NetworkPolicy policy, End other) {
    return switch (other) {
      case End.Pods(Workload workload) ->
          peer(policy, workload.object().namespace(), telling(workload.labels()));
      case End.AnyPod(String namespace, var labels, var _) ->
          peer(
              policy,
              namespace,
              labels.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
      case End.External _ -> "{ipBlock: {cidr: …}} of its addresses";
      case End.OwnNode _ -> "";
    };
  }

  private static String peer(NetworkPolicy policy, String namespace, List<String> labels) {
    var selectors = new ArrayList<String>();
    if (!policy.object().namespace().equals(namespace))
      selectors.add(
          "namespaceSelector: {matchLabels: {%s: %s}}".formatted(Namespace.NAME_LABEL, namespace));
    if (!labels.isEmpty())
      selectors.add("podSelector: {matchLabels: {%s}}".formatted(String.join(", ", labels)));
    else if (selectors.isEmpty()) selectors.add("podSelector: {}");
    return "{" + String.join(", ", selectors) + "}";
  }

  /// The label that most people would select by.
  private static List<String> telling(Labels labels) {
    for (String key : TELLING) {
      Labels.Label label = labels.get(key);
      if (label != null) return List.of(label.toString());
    }
    return labels.all().values().stream().map(Labels.Label::toString).toList();
  }

  private static Hop.Place place(NetworkPolicy policy, Spot spot) {
    return new Hop.Place(spot, policy.object());
  }

  /// Whether a side surely admits everything of both.
  static boolean isOpen(Side side) {
    return side.isolation().holds() == Match.NO;
  }
}
