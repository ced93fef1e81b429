package io.svcaudit.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A stream that another thread takes from the connection, decrypts and unpacks, so that its bytes
/// are ready for whoever reads it. A thread that is far ahead waits.
final class HandedOn extends InputStream {
  private static final int BYTES = 1 << 16;

  /// A page of 500 Pods has two or three megabytes.
  private static final int CHUNKS = 64;

  private final InputStream from;

  /// The last one is empty.
  private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);

  private volatile @Nullable IOException failure;
  private volatile boolean closed;
  private byte[] chunk = new byte[0];
  private int at;
  private boolean ended;

  HandedOn(InputStream from) {
    this.from = from;
  }

  /// Takes all of it; what the other thread does.
  void take() {
    try (from) {
      byte[] taken;
      do taken = from.readNBytes(BYTES);
      while (hand(taken) && taken.length > 0);
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException(e));
      throw e;
    }
  }

  private void fail(IOException e) {
    failure = e;
    hand(new byte[0]);
  }

  /// Whether somebody wants more.
  private boolean hand(byte[] bytes) {
    try {
      while (!closed) if (chunks.offer(bytes, 1, TimeUnit.SECONDS)) return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean hasMore() throws IOException {
    while (at == chunk.length && !ended) {
      try {
        chunk = chunks.take();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      at = 0;
      ended = chunk.length == 0;
      IOException known = failure;
      if (ended && known != null) throw known;
    }
    return !ended;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? chunk[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) return 0;
    if (!hasMore()) return -1;
    int some = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, offset, some);
    at += some;
    return some;
  }

  /// The other thread closes what it takes from.
  @Override
  public void close() {
    closed = true;
    chunks.clear();
  }
}
