package io.svcaudit.report.picture;

import io.svcaudit.report.MapReport;
import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;

/// A map as one SVG 1.1 picture: no scripts, no references to anything outside, light and dark as
/// the viewer prefers.
public final class MapSvg implements MapReport {
  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    var markup = new Markup(out);
    markup.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    new Drawing(new Plan(map), Drawing.Use.ALONE).write(markup);
  }
}
