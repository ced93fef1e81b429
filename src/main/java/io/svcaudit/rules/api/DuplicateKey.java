package io.svcaudit.rules.api;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Resource;
import io.svcaudit.rules.Findings;
import io.svcaudit.rules.Rule;
import io.svcaudit.rules.Severity;
import io.svcaudit.source.Document;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.source.Span;
import io.svcaudit.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A key that is written twice in one mapping: kubectl takes the last without a word, even with
/// strict validation.
public final class DuplicateKey implements Rule {
  @Override
  public String name() {
    return "duplicate-key";
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Set<Resource> reads() {
    return Set.of(Resource.ANY);
  }

  @Override
  public void check(Topology topology, Findings out) {
    for (KubeObject object : topology.objects()) {
      List<Document.DuplicateKey> duplicates = object.document().duplicates();
      if (duplicates.isEmpty()) continue;
      var earlier = new HashMap<Span, Span>();
      for (Document.DuplicateKey duplicate : duplicates)
        earlier.put(duplicate.last(), duplicate.first());
      look(object, object.node(), "", earlier, out);
    }
  }

  /// @param earlier the key before a key; what is reported is taken out, as aliases lead to it
  ///   again
  private static void look(
      KubeObject object, Node node, String path, Map<Span, Span> earlier, Findings out) {
    switch (node) {
      case Scalar _ -> {}
      case Sequence(_, _, List<Node> items) -> {
        for (int i = 0; i < items.size(); i++)
          look(object, items.get(i), "%s[%s]".formatted(path, Values.key(items, i)), earlier, out);
      }
      case Mapping mapping ->
          mapping
              .entries()
              .forEach((key, entry) -> {
                String at = path.isEmpty() ? key : path + "." + key;
                report(object, at, entry.key(), earlier, out);
                look(object, entry.value(), at, earlier, out);
              });
    }
  }

  private static void report(
      KubeObject object, String path, Span key, Map<Span, Span> earlier, Findings out) {
    Span before = earlier.remove(key);
    if (before == null) return;
    var report =
        out.report(
                object,
                path,
                key,
                "written before",
                "%s writes %s more than once, and only the last one counts"
                    .formatted(object.ref(), path))
            .help("keep one of them, with all that both should hold");
    for (; before != null; before = earlier.remove(before))
      report.related(before, "this one is ignored", null);
  }
}
