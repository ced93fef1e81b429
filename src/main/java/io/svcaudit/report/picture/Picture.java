package io.svcaudit.report.picture;

import java.util.List;

/// Where everything is. The unit is a pixel at normal size; y grows downwards.
///
/// @param boxes of the shapes of the sketch, by index
/// @param frames around the shapes of each band, by its number
/// @param paths of the arcs of the sketch, by index
/// @param lanes where ways in stand before their frames; may be empty
record Picture(
    double width,
    double height,
    List<Box> boxes,
    List<Box> frames,
    List<Path> paths,
    List<Box> lanes) {
  record Box(double x, double y, double width, double height) {
    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }
  }

  /// The way of an arc, from its start to its arrowhead.
  ///
  /// @param legs one or more, each begins where the one before ends
  /// @param ownLeg the index of a leg that it shares with no other arc
  /// @param sharesEnd whether it is the end that it shares with others, not the start
  record Path(List<Leg> legs, int ownLeg, boolean sharesEnd) {}

  /// A Bézier curve that is level at both ends: its control points are as high as those.
  record Leg(double x, double y, double control, double endControl, double endX, double endY) {
    static Leg of(double x, double y, double endX, double endY) {
      double middle = (x + endX) / 2;
      return new Leg(x, y, middle, middle, endX, endY);
    }

    /// The horizontal position at a time from 0 to 1.
    double x(double t) {
      return cubic(t, x, control, endControl, endX);
    }

    double y(double t) {
      return cubic(t, y, y, endY, endY);
    }

    private static double cubic(double t, double a, double b, double c, double d) {
      double u = 1 - t;
      return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    }

    Leg reversed() {
      return new Leg(endX, endY, endControl, control, x, y);
    }

    boolean isStraight() {
      return Math.abs(y - endY) < 0.05 && x != endX;
    }
  }

  Picture {
    boxes = List.copyOf(boxes);
    frames = List.copyOf(frames);
    paths = List.copyOf(paths);
    lanes = List.copyOf(lanes);
  }
}
