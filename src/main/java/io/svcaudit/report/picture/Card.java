package io.svcaudit.report.picture;

import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a card shows, line by line.
///
/// @param ports those that have lines of their own
/// @param more how many ports have none
/// @param faults in lines that fit; may be empty
record Card(Node node, List<Port> ports, int more, List<String> faults) {
  static final double SMALL = 11;
  static final double NAME = 14.5;
  static final double TEXT = 12;

  /// From the left edge of the card, past the band of its exposure, to its text.
  static final double INDENT = 18;

  static final double RIGHT_PADDING = 12;
  static final double LINE = 18;

  private static final double LEAST_WIDTH = 156;
  private static final double MOST_WIDTH = 248;
  private static final int MOST_PORTS = 6;
  private static final int MOST_FAULTS = 2;

  Card {
    ports = List.copyOf(ports);
    faults = List.copyOf(faults);
  }

  /// The width that all cards of the nodes have.
  static double width(List<Node> nodes) {
    double most = LEAST_WIDTH;
    for (Node node : nodes) {
      most = Math.max(most, width(node));
      if (most >= MOST_WIDTH) return MOST_WIDTH;
    }
    return most;
  }

  private static double width(Node node) {
    double top = Glyphs.width(node.kind(), SMALL) + 14 + Badge.width(node.exposure());
    double most = Math.max(top, Glyphs.width(node.name(), NAME * Glyphs.BOLD) + 1);
    most = Math.max(most, Glyphs.width(node.what(), TEXT));
    for (Port port : node.ports())
      most = Math.max(most, Badge.BARS + 8 + Glyphs.width(text(port), TEXT));
    return most + INDENT + RIGHT_PADDING;
  }

  static Card of(Node node, double width) {
    int shown = node.ports().size() > MOST_PORTS ? MOST_PORTS - 1 : node.ports().size();
    double room = width - INDENT - RIGHT_PADDING - 16;
    var faults = new ArrayList<String>();
    for (String fault : node.faults().stream().limit(MOST_FAULTS).toList())
      faults.addAll(Glyphs.wrap(fault, SMALL, room, 4));
    int left = node.faults().size() - MOST_FAULTS;
    if (left > 0) faults.add("and " + left + " more");
    return new Card(node, node.ports().subList(0, shown), node.ports().size() - shown, faults);
  }

  /// `db:5432 → 5432`
  static String text(Port port) {
    return port.service() + numbers(port);
  }

  /// The same; if it is too wide, it is the name that is cut, or left out if it is that of the
  /// card.
  String text(Port port, double most) {
    String numbers = numbers(port);
    double left = most - Glyphs.width(numbers, TEXT);
    if (Glyphs.width(port.service(), TEXT) <= left) return port.service() + numbers;
    if (port.service().equals(node.name())) return Glyphs.fit(numbers, TEXT, most);
    return left < 30
        ? Glyphs.fit(text(port), TEXT, most)
        : Glyphs.fit(port.service(), TEXT, left) + numbers;
  }

  private static String numbers(Port port) {
    return ":" + number(port) + (port.target().isEmpty() ? "" : " → " + port.target());
  }

  private static String number(Port port) {
    String protocol = port.protocol();
    return protocol.isEmpty() || protocol.equals("TCP")
        ? Long.toString(port.number())
        : port.number() + "/" + protocol.toLowerCase(Locale.ROOT);
  }

  private double afterHead() {
    return node.what().isEmpty() ? 48 : 65;
  }

  /// The middle of a line of a port.
  double portY(int line) {
    return afterHead() + 9 + LINE * line + LINE / 2;
  }

  private int portLines() {
    return ports.size() + (more > 0 ? 1 : 0);
  }

  /// The line that separates the ports from the name; 0 if there are none.
  double rule() {
    return portLines() == 0 ? 0 : afterHead() + 3;
  }

  private double afterPorts() {
    return portLines() == 0 ? afterHead() : portY(portLines() - 1) + LINE / 2 + 3;
  }

  /// The baseline of a line of a fault.
  double faultY(int line) {
    return afterPorts() + 15 + 14.5 * line;
  }

  double height() {
    return (faults.isEmpty() ? afterPorts() : faultY(faults.size() - 1)) + 7;
  }

  /// Where what it calls begins: beside its ports, so that lines through it are straight.
  double exit() {
    return portLines() == 0 ? beside() : (portY(0) + portY(portLines() - 1)) / 2;
  }

  private static double beside() {
    return 32;
  }

  /// Where a call arrives: at the port, or beside the name if the port is not known.
  double at(String service, long port) {
    int first = -1;
    for (int i = 0; i < node.ports().size(); i++) {
      Port candidate = node.ports().get(i);
      if (!candidate.service().equals(service)) continue;
      if (candidate.number() == port) return portY(Math.min(i, portLines() - 1));
      if (first < 0) first = i;
    }
    return first < 0 ? beside() : portY(Math.min(first, portLines() - 1));
  }
}
