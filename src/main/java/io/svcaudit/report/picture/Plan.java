package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.report.picture.Sketch.Shape;
import io.svcaudit.topology.map.ConnectionMap;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What is drawn of a map, and the sketch of it. Shapes are the cards, then the chips; arcs are the
/// lines.
final class Plan {
  final ConnectionMap map;
  final List<Card> cards = new ArrayList<>();
  final List<Chip> chips = new ArrayList<>();
  final Sketch sketch;

  private record Same(int from, int to, double at, Verdict verdict) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final Map<Same, Line> lines = new LinkedHashMap<>();

  Plan(ConnectionMap map) {
    this.map = map;
    List<Node> nodes = map.nodes().toList();
    double cardWidth = Card.width(nodes);
    for (int band = 0; band < map.groups().size(); band++)
      for (Node node : map.groups().get(band).nodes()) put(Card.of(node, cardWidth), band);
    map.entries().forEach(this::put);
    map.calls().forEach(this::put);
    List<Arc> arcs = lines.values().stream().map(Line::arc).toList();
    double chipWidth = Chip.width(map.entries());
    boolean hasUnits = map.groups().stream().anyMatch(group -> !group.unit().isEmpty());
    double title = FrameTitle.height(hasUnits);
    sketch = new Sketch(map.groups().size(), shapes, arcs, cardWidth, chipWidth, title);
  }

  /// By the numbers of their arcs.
  List<Line> lines() {
    return List.copyOf(lines.values());
  }

  private void put(Card card, int band) {
    numbers.put(card.node().id(), shapes.size());
    shapes.add(new Shape(shapes.size(), band, false, card.height(), card.exit()));
    cards.add(card);
  }

  private void put(Entry entry) {
    int to = number(entry.to());
    int from = shapes.size();
    shapes.add(new Shape(from, shapes.get(to).band(), true, Chip.HEIGHT, Chip.HEIGHT / 2));
    chips.add(new Chip(entry));
    Node node = cards.get(to).node();
    double at = at(cards.get(to), entry.port());
    line(from, to, at, entry.verdict(), entry.id(), node, Facts.ends(entry, node))
        .add(Facts.told(entry, node), entry.why());
  }

  /// At the port of any Service that has it: an entry does not say of which.
  private static double at(Card card, long port) {
    for (ConnectionMap.Port candidate : card.node().ports())
      if (candidate.number() == port) return card.at(candidate.service(), port);
    return card.at("", 0);
  }

  private void put(Call call) {
    int from = number(call.from());
    int to = number(call.to());
    Card card = cards.get(to);
    Node caller = cards.get(from).node();
    double at = card.at(call.service(), call.port());
    line(
            from,
            to,
            at,
            call.verdict(),
            call.from(),
            card.node(),
            Facts.ends(call, caller, card.node()))
        .add(Facts.told(call, caller, card.node()), call.why());
  }

  private Line line(
      int from, int to, double at, Verdict verdict, String start, Node end, String ends) {
    return lines.computeIfAbsent(
        new Same(from, to, at, verdict),
        _ -> Line.of(new Arc(lines.size(), from, to, at, verdict), start, end.id(), ends));
  }

  private int number(String id) {
    return Objects.requireNonNull(numbers.get(id), id);
  }
}
