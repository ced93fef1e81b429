package io.svcaudit.source;

import java.util.LinkedHashMap;
import java.util.Map;

/// The texts of the objects of a cluster that were asked for last. Whoever looks at an object asks
/// several times in a row; to keep the text of each object with a finding would double what a large
/// cluster needs.
final class LiveTexts {
  private static final int MOST = 256;

  private final Map<SourceFile, Lines> recent =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceFile, Lines> eldest) {
          return size() > MOST;
        }
      };

  Lines of(SourceFile file, Mapping root) {
    synchronized (recent) {
      Lines known = recent.get(file);
      if (known != null) return known;
    }
    Lines written = LiveText.of(root);
    synchronized (recent) {
      recent.put(file, written);
    }
    return written;
  }
}
