package io.svcaudit.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Does something for each of several things, as many at a time as there are processors.
final class SideBySide {
  private SideBySide() {}

  /// What came of each thing, in their order.
  static <T, R> List<R> each(List<T> things, Function<T, R> work) {
    int threads = Math.min(things.size(), Runtime.getRuntime().availableProcessors());
    if (threads < 2) return things.stream().map(work).toList();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      List<Future<R>> futures =
          things.stream().map(thing -> pool.submit((Callable<R>) () -> work.apply(thing))).toList();
      var results = new ArrayList<R>();
      for (Future<R> future : futures) results.add(future.get());
      return results;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }
}
