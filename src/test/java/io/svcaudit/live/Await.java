package io.svcaudit.live;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waiting for what controllers do in their own time.
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 30;

  private Await() {}

  /// Asks again and again until there is an answer; after a minute it tells what it was waiting
  /// for.
  static <T> T until(Supplier<Optional<T>> question, Supplier<String> awaited) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) return answer.get();
      if (System.nanoTime() > end) throw new AssertionError("waited in vain: " + awaited.get());
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
