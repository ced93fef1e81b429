package io.svcaudit.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Standard output. A reader that went away (`| head`) has what it wanted, and the rest is dropped
/// without a word; every other failure (closed, disk full) is an error, as the report is lost.
final class StandardOutput extends OutputStream {
  private static final int BUFFER = 1 << 13;

  private final OutputStream to;
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private boolean readerGone;

  private StandardOutput(OutputStream to) {
    this.to = to;
  }

  /// A stream in UTF-8 whatever the locale: reports hold what manifests hold.
  static PrintStream printStream(OutputStream to) {
    return new PrintStream(new StandardOutput(to), false, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    if (buffered == buffer.length) flush();
    buffer[buffered++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (length > buffer.length - buffered) flush();
    if (length > buffer.length) {
      send(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, buffer, buffered, length);
      buffered += length;
    }
  }

  @Override
  public void flush() throws IOException {
    int length = buffered;
    buffered = 0;
    if (length > 0) send(buffer, 0, length);
  }

  private void send(byte[] bytes, int from, int length) throws IOException {
    if (readerGone) return;
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      readerGone = isBrokenPipe(e);
      if (!readerGone) throw e;
    }
  }

  /// Java tells by the system's words alone: those of Unix, and of Windows.
  private static boolean isBrokenPipe(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }
}
