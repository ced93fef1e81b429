package io.svcaudit.topology.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptTest {
  private static final int THREADS = 4;

  /// What all threads get that ask at the same time.
  private static Set<Object> together(Callable<Object> ask) throws Exception {
    var start = new CyclicBarrier(THREADS);
    Set<Object> answers = ConcurrentHashMap.newKeySet();
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> asked =
          Stream.<Future<?>>generate(() ->
                  pool.submit(() -> {
                    start.await();
                    answers.add(ask.call());
                    return null;
                  }))
              .limit(THREADS)
              .toList();
      for (Future<?> each : asked) each.get();
    }
    return answers;
  }

  @Test
  void onceIsWorkedOutOnce() throws Exception {
    var times = new AtomicInteger();
    var once = new Once<Object>();
    Set<Object> answers =
        together(() ->
            once.get(() -> {
              times.incrementAndGet();
              return new Object();
            }));

    assertThat(answers).hasSize(1);
    assertThat(times).hasValue(1);
  }

  @Test
  void allGetOneAnswer() throws Exception {
    Kept<String, Object> kept = Kept.byContent();

    assertThat(together(() -> kept.of("a", Object::new))).hasSize(1);
  }

  @Test
  void thingsAreToldApartByContentOrIdentity() {
    String one = new String("a");
    String other = new String("a");
    Kept<String, Object> content = Kept.byContent();
    Kept<String, Object> identity = Kept.byIdentity();

    assertThat(content.of(one, Object::new)).isSameAs(content.of(other, Object::new));
    assertThat(identity.of(one, Object::new)).isNotSameAs(identity.of(other, Object::new));
    assertThat(identity.of(one, Object::new)).isSameAs(identity.of(one, Object::new));
  }

  @Test
  void oneAnswerMayNeedOthers() {
    Kept<Integer, Long> factorials = Kept.byContent();

    assertThat(factorial(20, factorials)).isEqualTo(2432902008176640000L);
  }

  private static long factorial(int n, Kept<Integer, Long> known) {
    return known.of(n, () -> n == 0 ? 1L : n * factorial(n - 1, known));
  }
}
