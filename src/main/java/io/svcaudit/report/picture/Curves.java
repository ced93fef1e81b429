package io.svcaudit.report.picture;

import io.svcaudit.report.picture.Picture.Leg;
import io.svcaudit.report.picture.Picture.Path;
import java.io.IOException;
import java.util.List;

/// Writes what is drawn by a pen.
final class Curves {
  private Curves() {}

  /// The data of a path. It begins at the end that is shared, so that the dashes of lines that run
  /// over each other do.
  static String path(Path path) {
    List<Leg> legs =
        path.sharesEnd()
            ? path.legs().reversed().stream().map(Leg::reversed).toList()
            : path.legs();
    var data = new StringBuilder(40 * legs.size());
    var out = new Markup(data);
    try {
      out.raw("M").number(legs.getFirst().x()).raw(" ").number(legs.getFirst().y());
      for (Leg leg : legs) {
        if (leg.isStraight()) out.raw("H").number(leg.endX());
        else {
          out.raw("C").number(leg.control()).raw(" ").number(leg.y());
          out.raw(" ").number(leg.endControl()).raw(" ").number(leg.endY());
          out.raw(" ").number(leg.endX()).raw(" ").number(leg.endY());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("a StringBuilder takes everything", e);
    }
    return data.toString();
  }

  /// A cross around a middle.
  static void cross(double x, double y, double size, Markup out) throws IOException {
    out.raw("<path class=\"cross\" d=\"M").number(x - size).raw(" ").number(y - size);
    out.raw("l").number(2 * size).raw(" ").number(2 * size).raw("m0 ").number(-2 * size);
    out.raw("l").number(-2 * size).raw(" ").number(2 * size).raw("\"/>");
  }
}
