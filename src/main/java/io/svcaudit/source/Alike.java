package io.svcaudit.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps what the objects of a list have in common once, and what is well not at all: the Pods of a
/// Deployment have the same containers, and a cluster has tens of thousands of them.
///
/// What is shared has its place in the first object that had it; the key that leads to it stays the
/// object's own.
final class Alike {
  /// Conditions that tell nothing as long as they are true.
  private static final Set<String> STEPS =
      Set.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "PodScheduled");

  /// Fields with few values; not those by whose place an object is shown, like its name.
  private static final FieldNames WORDS =
      new FieldNames(
          Set.of(
              "apiVersion",
              "creationTimestamp",
              "dnsPolicy",
              "enableServiceLinks",
              "generation",
              "kind",
              "lastTransitionTime",
              "namespace",
              "nodeName",
              "phase",
              "restartPolicy",
              "serviceAccountName",
              "status",
              "type",
              "zone"));

  private static final int MOST_WORDS = 10_000;

  private final Map<Content, Node> seen = new HashMap<>();
  private final Map<String, Scalar> words = new HashMap<>();
  private final FieldNames shared;
  private final boolean ofPods;

  /// @param kind of the objects
  Alike(String kind) {
    ofPods = kind.equals("Pod");
    shared =
        new FieldNames(
            switch (kind) {
              case "Pod" -> Set.of("containers", "initContainers", "ownerReferences");
              case "EndpointSlice" -> Set.of("conditions");
              default -> Set.of();
            });
  }

  /// What to keep as the value of a field; null for nothing.
  ///
  /// @param of the field that the mapping with this field is the value of
  @Nullable Node keep(String of, String field, Node value) {
    if (field.equals("volumes") && value instanceof Sequence volumes)
      return without(volumes, volume -> !isConfiguration(volume));
    if (shared.all().isEmpty()) return value;
    if (shared.contains(field)) return first(value);
    return switch (value) {
      case Scalar scalar when of.equals("labels") || WORDS.contains(field) -> word(scalar);
      case Sequence sequence when ofPods ->
          switch (field) {
            case "conditions" -> without(sequence, Alike::isStep);
            case "containerStatuses", "initContainerStatuses" -> without(sequence, Alike::isWell);
            case "volumeMounts" -> without(sequence, Alike::isToken);
            // PodStatus: "podIPs[0] must match podIP".
            case "podIPs" -> sequence.items().size() < 2 ? null : sequence;
            default -> value;
          };
      case Mapping mapping when ofPods && (field.equals("labels") || field.equals("annotations")) ->
          first(mapping) instanceof Mapping known ? mapping.withValuesOf(known) : mapping;
      case Scalar _, Sequence _, Mapping _ -> value;
    };
  }

  private Node first(Node value) {
    return seen.computeIfAbsent(new Content(value), Content::node);
  }

  private Scalar word(Scalar scalar) {
    Scalar known = words.get(scalar.text());
    if (known != null && known.type() == scalar.type()) return known;
    if (known == null && words.size() < MOST_WORDS) words.put(scalar.text(), scalar);
    return scalar;
  }

  private static boolean isConfiguration(Mapping volume) {
    return volume.has("configMap") || volume.has("projected");
  }

  /// Null if all of it is dropped.
  private static @Nullable Sequence without(Sequence sequence, Predicate<Mapping> dropped) {
    List<Node> kept =
        sequence.items().stream()
            .filter(item -> !(item instanceof Mapping mapping && dropped.test(mapping)))
            .toList();
    return kept.isEmpty() ? null : new Sequence(sequence.file(), sequence.place(), kept);
  }

  private static boolean isStep(Mapping condition) {
    return condition.text("status").orElse("").equals("True")
        && condition.text("type").filter(STEPS::contains).isPresent();
  }

  /// Whether admission added it (kubernetes.io, "Managing Service Accounts"): its volume is named
  /// differently in each Pod, and would make the same container another one.
  private static boolean isToken(Mapping mount) {
    return mount
        .text("mountPath")
        .orElse("")
        .equals("/var/run/secrets/kubernetes.io/serviceaccount");
  }

  private static boolean isWell(Mapping status) {
    return status.isTrue("ready") && status.text("restartCount").orElse("").equals("0");
  }

  /// A value without its place.
  private record Content(Node node) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Content(Node that) && same(node, that);
    }

    @Override
    public int hashCode() {
      return hash(node);
    }

    private static int hash(Node node) {
      return switch (node) {
        case Scalar scalar -> scalar.text().hashCode();
        case Sequence sequence -> {
          int hash = 1;
          for (Node item : sequence.items()) hash = 31 * hash + hash(item);
          yield hash;
        }
        case Mapping mapping -> {
          int[] hash = {7};
          mapping.forEach(
              (name, _, value) -> hash[0] = 31 * hash[0] + name.hashCode() + 17 * hash(value));
          yield hash[0];
        }
      };
    }

    private static boolean same(Node a, Node b) {
      return switch (a) {
        case Scalar scalar ->
            b instanceof Scalar other
                && scalar.type() == other.type()
                && scalar.text().equals(other.text());
        case Sequence sequence ->
            b instanceof Sequence other && sameItems(sequence.items(), other.items());
        case Mapping mapping -> b instanceof Mapping other && mapping.hasSameFields(other);
      };
    }

    private static boolean sameItems(List<Node> a, List<Node> b) {
      if (a.size() != b.size()) return false;
      for (int i = 0; i < a.size(); i++) if (!same(a.get(i), b.get(i))) return false;
      return true;
    }
  }

  /// Whether two values say the same, wherever they stand.
  static boolean same(Node a, Node b) {
    return Content.same(a, b);
  }
}
