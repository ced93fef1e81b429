package io.svcaudit.kube;

import io.svcaudit.kube.Cluster.Reply;
import io.svcaudit.source.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A request that is on its way while something else is done: its answer is taken from the
/// connection, decrypted and unpacked by a thread of its own.
final class Ahead {
  private final String path;
  private final String accept;
  private final FutureTask<Reply> sending;
  private @Nullable HandedOn body;

  Ahead(Cluster cluster, String path, String accept) {
    this.path = path;
    this.accept = accept;
    sending = new FutureTask<>(() -> handedOn(cluster.sent(path, accept)));
    Thread.ofPlatform().daemon().start(this::run);
  }

  private void run() {
    sending.run();
    if (body != null) body.take();
  }

  private Reply handedOn(Reply reply) {
    body = new HandedOn(reply.body());
    return new Reply(reply.request(), reply.status(), body);
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
