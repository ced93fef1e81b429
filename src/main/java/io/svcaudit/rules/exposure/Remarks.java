package io.svcaudit.rules.exposure;

import io.svcaudit.model.Service;
import io.svcaudit.source.SourceFile;
import io.svcaudit.source.Span;
import java.util.List;
import java.util.Locale;

/// The comments at a Service in a manifest.
final class Remarks {
  private static final List<String> OUTSIDE =
      List.of(
          "outside",
          "external",
          "public",
          "load balancer",
          "loadbalancer",
          "browser",
          "internet",
          "firewall",
          "expose",
          "on-prem",
          "bare metal",
          "baremetal",
          "minikube",
          "from the host",
          "node ip");

  /// Comments further above are about the file.
  private static final int ABOVE = 5;

  private Remarks() {}

  /// Whether one of them speaks of clients outside of the cluster.
  static boolean speakOfOutside(Service service) {
    SourceFile file = service.object().file();
    if (file.isLive()) return false;
    Span object = service.object().node().span();
    for (int line = Math.max(1, object.line() - ABOVE); line <= object.endLine(); line++) {
      if (line > file.lineCount()) return false;
      String text = file.line(line);
      int comment = text.indexOf('#');
      if (comment < 0) continue;
      String remark = text.substring(comment).toLowerCase(Locale.ROOT);
      if (OUTSIDE.stream().anyMatch(remark::contains)) return true;
    }
    return false;
  }
}
