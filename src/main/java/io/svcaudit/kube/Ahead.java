package io.svcaudit.kube;

import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A request that is on its way while something else is done. Only the first bytes of its answer
/// are waited for; the rest stays with the connection until it is read.
final class Ahead {
  private final String path;
  private final String accept;
  private final FutureTask<HttpURLConnection> sending;

  Ahead(Cluster cluster, String path, String accept) {
    this.path = path;
    this.accept = accept;
    sending = new FutureTask<>(() -> cluster.sent(path, accept));
    Thread.ofPlatform().daemon().start(sending);
  }

  String path() {
    return path;
  }

  String accept() {
    return accept;
  }

  /// What came of it.
  HttpURLConnection answer() throws IOException, UsageException {
    try {
      return sending.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case UsageException usage -> throw usage;
        case RuntimeException defect -> throw defect;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
