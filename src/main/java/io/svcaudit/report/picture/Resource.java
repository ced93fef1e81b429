package io.svcaudit.report.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What pictures and pages take from files.
enum Resource {
  MAP_SVG_STYLE("map-svg.css"),
  PAGE_STYLE("map.css"),
  PAGE_SCRIPT("map.js");

  private final String file;

  Resource(String file) {
    this.file = file;
  }

  String text() {
    try (InputStream in = Resource.class.getResourceAsStream("/svc-audit/" + file)) {
      if (in == null) throw new IllegalStateException(file + " is missing in the build");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
