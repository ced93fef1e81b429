package io.svcaudit.topology.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap.Call;
import io.svcaudit.topology.map.ConnectionMap.Entry;
import io.svcaudit.topology.map.ConnectionMap.Group;
import io.svcaudit.topology.map.ConnectionMap.Node;
import io.svcaudit.topology.trace.Hop.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutoutTest {
  private static Node node(String id, Exposure exposure, String... faults) {
    return new Node(id, "Deployment", id, "", exposure, List.of(), List.of(faults), null);
  }

  private static Call call(String from, String to, Verdict verdict) {
    return new Call(from, to, to, 80, "env X", verdict, verdict == Verdict.OK ? "" : "why");
  }

  /// in → gate → a → b → c, other → b, alone, ill.
  private static final ConnectionMap MAP =
      new ConnectionMap(
          List.of(
              new Group(
                  "one",
                  List.of(
                      node("gate", Exposure.PUBLIC),
                      node("a", Exposure.CLUSTER),
                      node("b", Exposure.CLUSTER),
                      node("c", Exposure.CLUSTER))),
              new Group(
                  "two",
                  List.of(
                      node("other", Exposure.NONE),
                      node("alone", Exposure.CLUSTER),
                      node("ill", Exposure.CLUSTER, "selects no Pod")))),
          List.of(
              new Entry("in", "Ingress", "in", "x/", Exposure.PUBLIC, "gate", 80, Verdict.OK, "")),
          List.of(
              call("gate", "a", Verdict.OK),
              call("a", "b", Verdict.NO),
              call("b", "c", Verdict.UNKNOWN),
              call("other", "b", Verdict.OK)),
          0);

  private static List<String> ids(ConnectionMap map) {
    return map.nodes().map(Node::id).toList();
  }

  @Test
  void whatNothingConnectsIsLeftOut() {
    ConnectionMap connected = Cutout.connected(MAP);
    assertThat(ids(connected)).containsExactly("gate", "a", "b", "c", "other", "ill");
    assertThat(connected.leftOut()).isOne();
    assertThat(connected.calls()).isEqualTo(MAP.calls());
  }

  @Test
  void whatIsBrokenKeepsBothEnds() {
    ConnectionMap broken = Cutout.broken(MAP);
    assertThat(ids(broken)).containsExactly("a", "b", "ill");
    assertThat(broken.calls()).extracting(Call::from).containsExactly("a");
    assertThat(broken.entries()).isEmpty();
    assertThat(broken.leftOut()).isEqualTo(4);
  }

  @Test
  void aFocusReachesBothWays() {
    assertThat(ids(Cutout.around(MAP, Set.of("b"), false, 0))).containsExactly("b");
    assertThat(ids(Cutout.around(MAP, Set.of("b"), false, 1)))
        .containsExactly("a", "b", "c", "other");
    ConnectionMap two = Cutout.around(MAP, Set.of("b"), false, 2);
    assertThat(ids(two)).containsExactly("gate", "a", "b", "c", "other");
    assertThat(two.entries()).hasSize(1);
    assertThat(two.groups()).extracting(Group::namespace).containsExactly("one", "two");
  }

  /// Who else calls what it calls is no matter of its own.
  @Test
  void aFocusDoesNotTurn() {
    assertThat(ids(Cutout.around(MAP, Set.of("a"), false, 9))).doesNotContain("other");
  }

  @Test
  void theInternetReachesWhatIsOpen() {
    assertThat(ids(Cutout.around(MAP, Set.of(), true, 0))).containsExactly("gate");
    assertThat(ids(Cutout.around(MAP, Set.of(), true, 2))).containsExactly("gate", "a", "b");
  }

  @Test
  void circlesEnd() {
    var circle =
        new ConnectionMap(
            List.of(new Group("one", List.of(node("a", Exposure.NONE), node("b", Exposure.NONE)))),
            List.of(),
            List.of(call("a", "b", Verdict.OK), call("b", "a", Verdict.OK)),
            0);
    assertThat(ids(Cutout.around(circle, Set.of("a"), false, Integer.MAX_VALUE)))
        .containsExactly("a", "b");
  }
}
