package io.svcaudit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.model.Resource;
import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.Topology;
import io.svcaudit.topology.trace.Ends;
import io.svcaudit.topology.trace.Tracer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TracingTest {
  /// What a trace reads has to be read from the cluster.
  @Test
  void whatItReadsIsRead() throws Exception {
    Set<Resource> read = EnumSet.noneOf(Resource.class);
    Topology topology = Manifest.of(shop()).topology().watchedBy(read::add);
    var tracer = new Tracer(topology);
    var ends = new Ends(topology, tracer, "shop");
    tracer.trace(ends.client("web"), ends.goal("api"));
    tracer.trace(ends.client("internet"), ends.goal("api.shop.example.com/api"));
    tracer.trace(ends.client("internet"), ends.goal("deploy/web"));

    assertThat(read).isEqualTo(EnumSet.copyOf(Tracing.READS));
  }

  private static String shop() throws IOException {
    var text = new StringBuilder();
    for (String file : List.of("web", "api", "ingress", "policies"))
      text.append(Files.readString(Path.of("examples/closed-shop/%s.yaml".formatted(file))))
          .append("\n---\n");
    return text.toString();
  }
}
