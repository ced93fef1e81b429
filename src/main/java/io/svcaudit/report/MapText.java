package io.svcaudit.report;

import io.svcaudit.report.Colors.Role;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// For people: each namespace with what is in it, what can be reached from farthest away first, the
/// ways in, and who calls whom.
public final class MapText implements MapReport {
  /// What is longer does not widen the column for all.
  private static final int WIDEST = 48;

  private final Colors colors;
  private final int width;

  /// @param width of the terminal in columns; sentences are broken at it
  public MapText(Colors colors, int width) {
    this.colors = colors;
    this.width = width;
  }

  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    var text = new Text(map, out);
    for (Group group : map.groups()) text.group(group);
    text.summary();
  }

  private final class Text {
    private final ConnectionMap map;
    private final Appendable out;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<String, List<Call>> calls = new HashMap<>();

    Text(ConnectionMap map, Appendable out) {
      this.map = map;
      this.out = out;
      for (Group group : map.groups())
        for (Node node : group.nodes()) {
          groups.put(node.id(), group);
          nodes.put(node.id(), node);
        }
      for (Entry entry : map.entries())
        entries.computeIfAbsent(entry.to(), _ -> new ArrayList<>()).add(entry);
      for (Call call : map.calls())
        calls.computeIfAbsent(call.from(), _ -> new ArrayList<>()).add(call);
    }

    void group(Group group) throws IOException {
      out.append(colors.paint(Role.MESSAGE, Visible.of(group.title()))).append('\n');
      for (Exposure rung : Arrays.asList(Exposure.values()).reversed()) rung(group, rung);
      List<Call> made =
          group.nodes().stream()
              .flatMap(node -> calls.getOrDefault(node.id(), List.of()).stream())
              .toList();
      if (!made.isEmpty()) out.append("  calls\n");
      int column = column(made.stream().map(call -> ends(group, call)).toList());
      for (List<Call> some : byReason(made, Call::verdict, Call::why)) {
        for (Call call : some) call(call, ends(group, call), column);
        reason(some.getFirst().verdict(), some.getFirst().why());
      }
      out.append('\n');
    }

    private void rung(Group group, Exposure rung) throws IOException {
      List<Node> here = group.nodes().stream().filter(n -> n.exposure() == rung).toList();
      if (here.isEmpty()) return;
      out.append("  ").append(colors.paint(role(rung), word(rung))).append('\n');
      int column = column(here.stream().map(Text::title).toList());
      for (Node node : here) node(node, column);
    }

    private void node(Node node, int column) throws IOException {
      String ports = ports(node);
      String title = title(node);
      String tail =
          Stream.of(node.what(), ports).filter(s -> !s.isEmpty()).collect(Collectors.joining("  "));
      out.append("    ")
          .append(tail.isEmpty() ? title : padded(title, column) + "  " + Visible.of(tail));
      out.append('\n');
      for (String fault : node.faults()) sentence("      ", "broken: ", Role.HIGH, fault);
      entries(node, entries.getOrDefault(node.id(), List.of()));
    }

    /// Those that share a reason stand together, what works first.
    private void entries(Node node, List<Entry> ways) throws IOException {
      for (List<Entry> some : byReason(ways, Entry::verdict, Entry::why)) {
        for (Entry entry : some) entry(entry, node);
        Entry first = some.getFirst();
        if (!node.faults().contains(first.why())) reason(first.verdict(), first.why());
      }
    }

    private static <T> Collection<List<T>> byReason(
        List<T> all, Function<T, Verdict> verdict, Function<T, String> why) {
      var byReason = new LinkedHashMap<List<Object>, List<T>>();
      for (T each : all)
        if (verdict.apply(each) == Verdict.OK)
          byReason.computeIfAbsent(List.of(), _ -> new ArrayList<>()).add(each);
      for (T each : all)
        if (verdict.apply(each) != Verdict.OK)
          byReason
              .computeIfAbsent(
                  List.of(verdict.apply(each), why.apply(each)), _ -> new ArrayList<>())
              .add(each);
      return byReason.values();
    }

    private static String title(Node node) {
      return Visible.of(node.kind() + " " + node.name());
    }

    /// A Service of the workload's own name goes without saying.
    private static String ports(Node node) {
      return node.ports().stream()
          .map(port -> {
            String service = port.service().equals(node.name()) ? "" : port.service();
            String number = Long.toString(port.number());
            String protocol = port.protocol().equals("TCP") ? "" : "/" + port.protocol();
            String target = port.target().equals(number) ? "" : " → " + port.target();
            String reach =
                port.exposure() == node.exposure() ? "" : " (" + word(port.exposure()) + ")";
            return service + ":" + number + protocol + target + reach;
          })
          .distinct()
          .collect(Collectors.joining(", "));
    }

    private void entry(Entry entry, Node node) throws IOException {
      String by = entry.name().equals(node.name()) && isOwn(entry) ? "" : " " + entry.name();
      String line = "%s  (%s%s)".formatted(entry.text(), entry.kind(), by);
      out.append("      ← ").append(Visible.of(line)).append(mark(entry.verdict())).append('\n');
    }

    /// Whether what opens it is a part of what it leads to.
    private static boolean isOwn(Entry entry) {
      return switch (entry.kind()) {
        case "LoadBalancer", "NodePort", "externalIPs", "hostPort", "hostNetwork" -> true;
        default -> false;
      };
    }

    private String ends(Group group, Call call) {
      Node from = nodes.get(call.from());
      Node to = nodes.get(call.to());
      String caller = from == null ? call.from() : from.name();
      String name = to == null ? call.to() : to.name();
      String called = call.service().isEmpty() ? name : call.service();
      String port = call.port() == 0 ? "" : ":" + call.port();
      String pods = called.equals(name) ? "" : " (%s)".formatted(name);
      return Visible.of(
          "%s → %s%s%s%s"
              .formatted(caller, within(group, groups.get(call.to())), called, port, pods));
    }

    /// Where something is, unless that goes without saying.
    private static String within(Group here, @Nullable Group there) {
      if (there == null || there == here) return "";
      return there.namespace().equals(here.namespace())
          ? there.unit() + ":"
          : there.namespace() + "/";
    }

    private void call(Call call, String ends, int column) throws IOException {
      out.append("    ")
          .append(padded(ends, column))
          .append("  ")
          .append(Visible.of(call.where()))
          .append(mark(call.verdict()))
          .append('\n');
    }

    private String mark(Verdict verdict) {
      return switch (verdict) {
        case OK -> "";
        case NO -> "  " + colors.paint(Role.HIGH, "broken");
        case UNKNOWN -> "  " + colors.paint(Role.MEDIUM, "unknown");
      };
    }

    private void reason(Verdict verdict, String why) throws IOException {
      if (verdict != Verdict.OK) sentence("        ", "", Role.MESSAGE, why);
    }

    private void sentence(String indent, String word, Role role, String said) throws IOException {
      out.append(indent);
      if (!word.isEmpty()) out.append(colors.paint(role, word.strip())).append(' ');
      int at = indent.length() + word.length();
      String start = "";
      for (String each : Visible.of(said).split(" ", -1)) {
        int cells = cells(each);
        if (!start.isEmpty() && at + 1 + cells > width) {
          out.append('\n').append(indent).append("  ");
          at = indent.length() + 2;
          start = "";
        }
        out.append(start).append(each);
        at += start.length() + cells;
        start = " ";
      }
      out.append('\n');
    }

    void summary() throws IOException {
      long broken = count(Verdict.NO);
      long unknown = count(Verdict.UNKNOWN);
      var said = new StringBuilder();
      said.append(Counted.of(map.entries().size(), "way"))
          .append(" in, ")
          .append(Counted.of(map.calls().size(), "call"));
      if (broken > 0) said.append(", ").append(broken).append(" broken");
      if (unknown > 0) said.append(", ").append(unknown).append(" unknown");
      out.append(colors.paint(Role.MESSAGE, said.toString())).append('\n');
      if (map.leftOut() > 0)
        out.append("%d more left out; --all shows them\n".formatted(map.leftOut()));
      for (String unseen : map.unseen()) sentence("", "not read: ", Role.MEDIUM, unseen);
    }

    private long count(Verdict verdict) {
      return Stream.concat(
              map.entries().stream().map(Entry::verdict), map.calls().stream().map(Call::verdict))
          .filter(verdict::equals)
          .count();
    }
  }

  private static int column(List<String> texts) {
    return texts.stream().mapToInt(MapText::cells).filter(n -> n <= WIDEST).max().orElse(0);
  }

  private static String padded(String text, int column) {
    return text + " ".repeat(Math.max(0, column - cells(text)));
  }

  private static int cells(String text) {
    return text.codePoints().map(Cells::of).sum();
  }

  private static String word(Exposure exposure) {
    return exposure.name().toLowerCase(Locale.ROOT);
  }

  private static Role role(Exposure exposure) {
    return switch (exposure) {
      case PUBLIC -> Role.CRITICAL;
      case VPC, NODE -> Role.MEDIUM;
      case CLUSTER -> Role.GOOD;
      case NONE -> Role.INFO;
    };
  }
}
