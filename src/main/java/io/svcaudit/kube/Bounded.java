package io.svcaudit.kube;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// An answer that has to be over in time, however steadily it trickles.
final class Bounded extends FilterInputStream {
  private final long end;

  Bounded(InputStream in, Duration bound) {
    super(in);
    this.end = System.nanoTime() + bound.toNanos();
  }

  private void check() throws IOException {
    if (System.nanoTime() - end > 0) throw new SocketTimeoutException("Read timed out");
  }

  @Override
  public int read() throws IOException {
    check();
    return super.read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    check();
    return super.read(into, from, length);
  }
}
