package io.svcaudit.topology.map;

import io.svcaudit.source.Spot;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.backend.Classification;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.map.ConnectionMap.Port;
import io.svcaudit.topology.map.Places.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A [Node] while it is found out what belongs to it.
final class Draft {
  private final Place place;
  private final String id;
  private final String kind;
  private final String name;
  private final @Nullable Spot spot;
  private final List<Port> ports = new ArrayList<>();
  private final Set<String> faults = new LinkedHashSet<>();
  private String what = "";
  private int score;
  private Exposure exposure = Exposure.NONE;

  Draft(Place place, String id, String kind, String name, @Nullable Spot spot) {
    this.place = place;
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.spot = spot;
  }

  Place place() {
    return place;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String kind() {
    return kind;
  }

  void add(Port port) {
    ports.add(port);
    reachable(port.exposure());
  }

  void reachable(Exposure from) {
    if (from.compareTo(exposure) > 0) exposure = from;
  }

  void fault(String fault) {
    if (!fault.isEmpty()) faults.add(fault);
  }

  /// What it is called if it is known for sure; of several the surest counts.
  void takenFor(Classification found) {
    boolean product =
        switch (found.kind()) {
          case METRICS, DEBUGGER -> false;
          case DATABASE,
              DATABASE_PROXY,
              CACHE,
              QUEUE,
              SEARCH,
              VECTOR_STORE,
              CONTROL_PLANE,
              OBJECT_STORE,
              ADMIN_CONSOLE,
              INFERENCE ->
              true;
        };
    if (!product || !found.isStrong() || found.score() <= score) return;
    what = found.product();
    score = found.score();
  }

  void describe(String text) {
    what = text;
  }

  Node node() {
    return new Node(id, kind, name, what, exposure, ports, List.copyOf(faults), spot);
  }
}
