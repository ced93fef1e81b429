package io.svcaudit.topology.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// A set of connections to a Pod, by protocol and port. Equal sets are equal objects.
///
/// @param ports the ports of every protocol, from 1 to 65535
public record Connections(Map<Protocol, Intervals<Integer>> ports) {
  private static final int END = 65536;

  /// Without any.
  public static final Connections NONE = of(Intervals.none());

  /// All of every protocol.
  public static final Connections ALL = of(Intervals.of(1, END));

  public Connections {
    ports = Collections.unmodifiableMap(new EnumMap<>(ports));
  }

  private static Connections of(Intervals<Integer> ports) {
    return new Connections(Map.of(Protocol.TCP, ports, Protocol.UDP, ports, Protocol.SCTP, ports));
  }

  /// Those of one protocol to a range of ports; what lies outside of 1 to 65535 is left out.
  ///
  /// @param last included
  public static Connections of(Protocol protocol, long first, long last) {
    int from = Math.clamp(first, 1, END);
    int to = Math.clamp(last, 0, END - 1) + 1;
    var ports = new EnumMap<>(NONE.ports);
    ports.put(protocol, Intervals.of(from, to));
    return new Connections(ports);
  }

  /// All of one protocol.
  public static Connections ofAll(Protocol protocol) {
    return of(protocol, 1, END - 1);
  }

  /// Those of one protocol.
  public Intervals<Integer> of(Protocol protocol) {
    return ports.getOrDefault(protocol, Intervals.none());
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  public boolean contains(Protocol protocol, int port) {
    return of(protocol).contains(port);
  }

  /// Whether all of another set are in this one.
  public boolean containsAll(Connections other) {
    return union(other).equals(this);
  }

  public Connections union(Connections other) {
    return combine(other, Intervals::union);
  }

  public Connections intersection(Connections other) {
    return combine(other, Intervals::intersection);
  }

  private Connections combine(Connections other, BinaryOperator<Intervals<Integer>> by) {
    var combined = new EnumMap<Protocol, Intervals<Integer>>(Protocol.class);
    for (Protocol each : Protocol.values()) combined.put(each, by.apply(of(each), other.of(each)));
    return new Connections(combined);
  }

  /// `all`, `none`, or `TCP 80, 8000-8010; UDP 53`.
  @Override
  public String toString() {
    if (equals(ALL)) return "all";
    if (isEmpty()) return "none";
    var parts = new ArrayList<String>();
    for (Protocol each : Protocol.values()) {
      var ranges = new ArrayList<String>();
      for (Intervals.Interval<Integer> range : of(each).all()) {
        int last = range.to() - 1;
        ranges.add(range.from() == last ? "" + last : range.from() + "-" + last);
      }
      if (!ranges.isEmpty()) parts.add(each + " " + String.join(", ", ranges));
    }
    return String.join("; ", parts);
  }
}
