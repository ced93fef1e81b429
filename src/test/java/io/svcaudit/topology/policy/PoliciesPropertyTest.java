package io.svcaudit.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.svcaudit.rules.Manifest;
import io.svcaudit.topology.policy.Question.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The engine against the documentation, on many small clusters at random: a second evaluator that
/// knows nothing of the engine says of each connection alone whether it is allowed.
class PoliciesPropertyTest {
  private static final long CLUSTERS = 3_000;
  private static final long FRESH = 1_000;

  /// Of one cluster so many pairs of ends are asked about.
  private static final int PAIRS = 6;

  @Test
  void theEngineNeverContradictsTheBook() {
    assertNoContradiction(0, CLUSTERS);
  }

  @Test
  void norOnClustersThatNobodySawBefore() {
    assertNoContradiction(System.nanoTime(), FRESH);
  }

  private static void assertNoContradiction(long seed, long clusters) {
    Optional<Long> failing =
        LongStream.range(seed, seed + clusters)
            .parallel()
            .filter(each -> contradiction(cluster(each), some(each)).isPresent())
            .boxed()
            .findAny();

    assertThat(failing.map(PoliciesPropertyTest::report)).isEmpty();
  }

  private static Plain cluster(long seed) {
    return new RandomCluster(new SplittableRandom(seed)).cluster();
  }

  /// A choice among the pairs of ends.
  private static Choice some(long seed) {
    return pairs -> {
      var random = new SplittableRandom(seed);
      var chosen = new ArrayList<Question>();
      for (int i = 0; i < PAIRS; i++) chosen.add(pairs.get(random.nextInt(pairs.size())));
      return chosen;
    };
  }

  @FunctionalInterface
  private interface Choice {
    List<Question> among(List<Question> pairs);
  }

  private static Optional<String> contradiction(Plain cluster, Choice choice) {
    List<Question> pairs = pairs(cluster);
    if (pairs.isEmpty()) return Optional.empty();
    var read = new Cluster(Manifest.of(cluster.yaml()).topology());
    for (Question question : choice.among(pairs)) {
      Optional<String> contradiction = question.contradiction(read);
      if (contradiction.isPresent())
        return Optional.of(
            "from %s to %s, %s".formatted(question.from(), question.to(), contradiction.get()));
    }
    return Optional.empty();
  }

  /// Of all ends, one at least a Pod that was read.
  private static List<Question> pairs(Plain cluster) {
    var pairs = new ArrayList<Question>();
    for (Plain.Pod each : cluster.pods()) {
      var pod = new Party.Pod(each.name());
      for (Plain.Pod other : cluster.pods())
        pairs.add(new Question(cluster, pod, new Party.Pod(other.name())));
      for (Party other : others(cluster)) {
        pairs.add(new Question(cluster, pod, other));
        pairs.add(new Question(cluster, other, pod));
      }
    }
    return pairs;
  }

  private static List<Party> others(Plain cluster) {
    var others = new ArrayList<Party>();
    for (String address : cluster.addresses()) others.add(new Party.Address(address));
    others.add(new Party.Unread("watch", Map.of("app", "a")));
    others.add(new Party.Unread("bare", Map.of()));
    return others;
  }

  /// The least cluster that still shows the contradiction.
  private static String report(long seed) {
    Plain least =
        Shrinking.shrink(
            cluster(seed), smaller -> contradiction(smaller, pairs -> pairs).isPresent());
    return "seed %d: %s%n%s"
        .formatted(seed, contradiction(least, pairs -> pairs).orElse(""), least.yaml());
  }
}
