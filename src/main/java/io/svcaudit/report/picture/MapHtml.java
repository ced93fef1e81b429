package io.svcaudit.report.picture;

import io.svcaudit.report.MapReport;
import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;

/// A map as one HTML page that needs nothing else: the picture, to be searched, clicked and zoomed
/// where scripts run, and tables that say the same. What the manifests say is never code in it: the
/// page allows only its own script and styles, by their hashes.
public final class MapHtml implements MapReport {
  private final String title;

  /// @param title what the map is about: a folder, a context
  public MapHtml(String title) {
    this.title = title;
  }

  @Override
  public void write(ConnectionMap map, Appendable out) throws IOException {
    new Page(map, title, new Markup(out)).write();
  }
}
