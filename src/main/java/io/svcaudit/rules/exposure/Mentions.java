package io.svcaudit.rules.exposure;

import io.svcaudit.model.KubeObject;
import io.svcaudit.model.Service;
import io.svcaudit.source.Mapping;
import io.svcaudit.source.Node;
import io.svcaudit.source.Scalar;
import io.svcaudit.source.Sequence;
import io.svcaudit.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which objects hold a word, such as the name of a Service: they may lead to it though nobody here
/// knows how such an object is read.
final class Mentions {
  /// Labels and selectors say what Pods are called, and not where anything leads.
  private static final Set<String> NAMING =
      Set.of(
          "labels", "matchLabels", "selector", "podSelector", "managedFields", "ownerReferences");

  private final Topology topology;
  private final Map<String, List<KubeObject>> byWord;

  private Mentions(Topology topology, Map<String, List<KubeObject>> byWord) {
    this.topology = topology;
    this.byWord = byWord;
  }

  /// @param words that are looked for: names, numbers
  /// @param where in which objects
  static Mentions of(Topology topology, Stream<String> words, Predicate<KubeObject> where) {
    Map<String, List<KubeObject>> byWord = new HashMap<>();
    words.forEach(word -> byWord.put(word, new ArrayList<>()));
    if (!byWord.isEmpty())
      for (KubeObject object : topology.objects()) if (where.test(object)) read(object, byWord);
    return new Mentions(topology, byWord);
  }

  /// The objects that belong with a Service and hold one of the words; may be empty.
  List<KubeObject> of(String word, Service beside) {
    return topology.beside(beside.object(), byWord.getOrDefault(word, List.of()));
  }

  private static void read(KubeObject object, Map<String, List<KubeObject>> byWord) {
    read(object.metadata().mapping("annotations"), object, byWord);
    object
        .node()
        .entries()
        .forEach((field, entry) -> {
          if (!Set.of("metadata", "kind", "status").contains(field))
            read(entry.value(), object, byWord);
        });
  }

  private static void read(Node node, KubeObject object, Map<String, List<KubeObject>> byWord) {
    switch (node) {
      case Mapping mapping ->
          mapping
              .entries()
              .forEach((field, entry) -> {
                if (NAMING.contains(field)) return;
                words(field, object, byWord);
                read(entry.value(), object, byWord);
              });
      case Sequence sequence -> sequence.items().forEach(item -> read(item, object, byWord));
      case Scalar scalar -> words(scalar.text(), object, byWord);
    }
  }

  /// `web` is a word of `http://web.shop:80`, not of `webhook` or `my-web`.
  private static void words(String text, KubeObject object, Map<String, List<KubeObject>> byWord) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && isOfName(text.charAt(i))) continue;
      List<KubeObject> known = i == start ? null : byWord.get(text.substring(start, i));
      if (known != null && (known.isEmpty() || known.getLast() != object)) known.add(object);
      start = i + 1;
    }
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }
}
