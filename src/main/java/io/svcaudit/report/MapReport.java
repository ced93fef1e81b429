package io.svcaudit.report;

import io.svcaudit.topology.map.ConnectionMap;
import java.io.IOException;

/// One form of the map of what is connected.
@FunctionalInterface
public interface MapReport {
  /// Writes a whole map.
  ///
  /// @param out takes characters; the caller encodes them as UTF-8 and closes
  void write(ConnectionMap map, Appendable out) throws IOException;
}
