package io.svcaudit.kube;

import io.svcaudit.kube.Cluster.Reply;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A request that is on its way while something else is done: its answer is taken from the
/// connection, decrypted and unpacked by a thread of its own.
final class Ahead {
  /// A page of 500 Pods has two or three megabytes. What is longer stays with the connection.
  private static final int HELD = 8 << 20;

  private final String path;
  private final String accept;
  private final FutureTask<Reply> sending;

  Ahead(Cluster cluster, String path, String accept) {
    this.path = path;
    this.accept = accept;
    sending = new FutureTask<>(() -> cluster.sent(path, accept).held(HELD));
    Thread.ofPlatform().daemon().start(sending);
  }

  String path() {
    return path;
  }

  String accept() {
    return accept;
  }

  /// What came of it.
  Reply reply() throws IOException, UsageException {
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
