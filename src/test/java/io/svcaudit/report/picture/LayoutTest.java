package io.svcaudit.report.picture;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.svcaudit.report.picture.Picture.Box;
import io.svcaudit.report.picture.Picture.Leg;
import io.svcaudit.report.picture.Picture.Path;
import io.svcaudit.report.picture.Sketch.Arc;
import io.svcaudit.report.picture.Sketch.Shape;
import io.svcaudit.topology.Exposure;
import io.svcaudit.topology.map.ConnectionMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every picture keeps, whatever the map.
class LayoutTest {
  static Stream<Sketch> sketches() {
    Stream<ConnectionMap> random =
        IntStream.range(0, 80)
            .mapToObj(i -> Maps.random(i, 1 + i, 1 + i % 7, 0.2 + (i % 9) * 0.25));
    return Stream.concat(
            random, Stream.of(Maps.shop(), Maps.hostile(), lone(40), star(90), chain(70), ways(90)))
        .map(map -> new Plan(map).sketch);
  }

  private static ConnectionMap lone(int count) {
    var maps = new Maps();
    for (int i = 0; i < count; i++) maps.node("a/Deployment/s" + i, "", Exposure.CLUSTER, 80);
    return maps.map();
  }

  private static ConnectionMap star(int count) {
    var maps = new Maps().node("a/Deployment/hub", "", Exposure.CLUSTER, 80);
    for (int i = 0; i < count; i++) {
      maps.node("b/Deployment/s" + i, "", Exposure.CLUSTER, 80);
      maps.call("a/Deployment/hub", "b/Deployment/s" + i, 80);
    }
    return maps.map();
  }

  private static ConnectionMap chain(int count) {
    var maps = new Maps();
    for (int i = 0; i < count; i++) {
      maps.node("a/Deployment/s" + i, "", Exposure.CLUSTER, 80);
      if (i > 0) maps.call("a/Deployment/s" + (i - 1), "a/Deployment/s" + i, 80);
    }
    return maps.map();
  }

  private static ConnectionMap ways(int count) {
    var maps = new Maps();
    for (int i = 0; i < count; i++) {
      String id = "a/Deployment/s" + i;
      maps.node(id, "", Exposure.PUBLIC, 80);
      maps.entry("Ingress", "i" + i, "s" + i + ".example.com/", Exposure.PUBLIC, id, 80);
    }
    return maps.map();
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void nothingStandsOnAnythingElse(Sketch sketch) {
    Picture picture = Layout.of(sketch);
    assertApart(picture.boxes(), 8);
    assertApart(picture.frames(), 8);
    for (Box box : picture.boxes()) assertThat(isWithin(box, whole(picture))).isTrue();
    for (Box frame : picture.frames()) assertThat(isWithin(frame, whole(picture))).isTrue();
  }

  private static Box whole(Picture picture) {
    return new Box(0, 0, picture.width(), picture.height());
  }

  private static void assertApart(List<Box> boxes, double gap) {
    for (int i = 0; i < boxes.size(); i++)
      for (int k = 0; k < i; k++)
        assertThat(isApart(boxes.get(i), boxes.get(k), gap))
            .as("%s and %s", boxes.get(i), boxes.get(k))
            .isTrue();
  }

  private static boolean isApart(Box one, Box other, double gap) {
    return one.right() + gap <= other.x()
        || other.right() + gap <= one.x()
        || one.bottom() + gap <= other.y()
        || other.bottom() + gap <= one.y();
  }

  private static boolean isWithin(Box box, Box frame) {
    return box.x() >= frame.x() - 0.01
        && box.y() >= frame.y() - 0.01
        && box.right() <= frame.right() + 0.01
        && box.bottom() <= frame.bottom() + 0.01;
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void cardsStandInTheFrameOfTheirNamespaceAlone(Sketch sketch) {
    Picture picture = Layout.of(sketch);
    for (Shape shape : sketch.shapes()) {
      Box box = picture.boxes().get(shape.index());
      for (int band = 0; band < sketch.bands(); band++) {
        Box frame = picture.frames().get(band);
        if (shape.band() != band) assertThat(isApart(box, frame, 0)).isTrue();
        else if (!shape.isEntry()) assertThat(isWithin(box, frame)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void linesLeadFromOneShapeToTheOther(Sketch sketch) {
    Picture picture = Layout.of(sketch);
    for (Arc arc : sketch.arcs()) {
      List<Leg> legs = picture.paths().get(arc.index()).legs();
      assertEdge(legs.getFirst().x(), legs.getFirst().y(), picture.boxes().get(arc.from()));
      Box end = picture.boxes().get(arc.to());
      assertEdge(legs.getLast().endX(), legs.getLast().endY(), end);
      assertThat(legs.getLast().endY() - end.y()).isEqualTo(arc.at(), within());
      for (int i = 1; i < legs.size(); i++) {
        assertThat(legs.get(i).x()).isEqualTo(legs.get(i - 1).endX());
        assertThat(legs.get(i).y()).isEqualTo(legs.get(i - 1).endY());
      }
    }
  }

  private static Offset<Double> within() {
    return Offset.offset(0.01);
  }

  private static void assertEdge(double x, double y, Box box) {
    assertThat(Math.min(Math.abs(x - box.x()), Math.abs(x - box.right()))).isLessThan(0.01);
    assertThat(y).isBetween(box.y(), box.bottom());
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void linesDoNotCrossShapes(Sketch sketch) {
    Picture picture = Layout.of(sketch);
    for (Path path : picture.paths())
      for (Leg leg : path.legs())
        for (double t = 0; t <= 1; t += 0.05) assertFree(leg.x(t), leg.y(t), picture.boxes());
  }

  private static void assertFree(double x, double y, List<Box> boxes) {
    for (Box box : boxes) {
      boolean isOutside =
          x <= box.x() + 0.5
              || x >= box.right() - 0.5
              || y <= box.y() + 0.5
              || y >= box.bottom() - 0.5;
      if (!isOutside) assertThat(box).as("a line at %s,%s", x, y).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void theSameSketchIsLaidOutInTheSameWay(Sketch sketch) {
    assertThat(Layout.of(sketch)).isEqualTo(Layout.of(sketch));
  }

  @Test
  void aSmallShopFitsIntoAReadme() {
    Picture picture = Layout.of(new Plan(Maps.shop()).sketch);
    assertThat(picture.width()).isLessThan(1000);
    assertThat(picture.height()).isLessThan(300);
  }

  @Test
  void whatNobodyCallsStandsInAGrid() {
    Picture picture = Layout.of(new Plan(lone(200)).sketch);
    assertThat(picture.width()).isBetween(1500.0, 4000.0);
    assertThat(picture.height()).isBetween(1000.0, 3000.0);
  }

  @Test
  void manyWaysInMakeNoTower() {
    Picture picture = Layout.of(new Plan(ways(200)).sketch);
    assertThat(picture.height()).isLessThan(6000);
  }

  @Test
  void callsGoFromLeftToRight() {
    ConnectionMap map = Maps.shop();
    Plan plan = new Plan(map);
    for (Arc arc : plan.sketch.arcs()) {
      List<Box> boxes = Layout.of(plan.sketch).boxes();
      assertThat(boxes.get(arc.from()).right()).isLessThan(boxes.get(arc.to()).x());
    }
  }

  @Test
  void thousandsOfNodesAreLaidOutInSeconds() {
    for (ConnectionMap map :
        List.of(Maps.random(7, 5000, 40, 1.5), star(5000), chain(5000), lone(5000), ways(5000)))
      assertTimeoutPreemptively(ofSeconds(20), () -> Layout.of(new Plan(map).sketch));
  }
}
