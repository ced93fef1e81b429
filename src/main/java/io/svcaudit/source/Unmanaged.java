package io.svcaudit.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The JSON of an API server without what stands in its `managedFields`: two fifths of the bytes of
/// a list of Pods, most of them names that are different for each Pod. Skipping them here costs a
/// tenth of what a parser needs to skip them.
///
/// The text that starts them cannot stand within a string, where its quotes would be escaped.
final class Unmanaged extends InputStream {
  private static final byte[] START = "\"managedFields\":[".getBytes(StandardCharsets.US_ASCII);

  /// How far the end of the pattern may move if it ends on a byte that does not match (Horspool).
  private static final byte[] SHIFTS = shifts();

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private int searched;
  private boolean ended;
  private long count;
  private int depth;
  private boolean quoted;
  private boolean escaped;

  Unmanaged(InputStream in) {
    this.in = in;
  }

  private static byte[] shifts() {
    byte[] shifts = new byte[256];
    Arrays.fill(shifts, (byte) START.length);
    for (int i = 0; i < START.length - 1; i++) shifts[START[i]] = (byte) (START.length - 1 - i);
    return shifts;
  }

  /// How many bytes were read so far, those left out among them.
  long count() {
    return count - (to - from);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) return 0;
    while (true) {
      if (depth > 0) skip();
      else if (searched == from) search();
      if (searched > from) {
        int some = Math.min(length, searched - from);
        System.arraycopy(buffer, from, into, offset, some);
        from += some;
        return some;
      }
      if (ended) return -1;
      fill();
    }
  }

  /// Finds out up to where the bytes can be handed on.
  private void search() {
    int last = START.length - 1;
    int at = from + last;
    while (at < to) {
      if (buffer[at] == START[last] && startsAt(at - last)) {
        searched = at + 1;
        depth = 1;
        return;
      }
      at += SHIFTS[buffer[at] & 0xff];
    }
    searched = ended ? to : Math.max(from, to - last);
  }

  private boolean startsAt(int at) {
    return Arrays.equals(buffer, at, at + START.length, START, 0, START.length);
  }

  /// Goes on to the bracket that ends the list.
  private void skip() {
    if (searched > from) return;
    while (from < to) {
      byte c = buffer[from];
      if (escaped) escaped = false;
      else if (quoted) {
        if (c == '\\') escaped = true;
        else if (c == '"') quoted = false;
      } else if (c == '"') quoted = true;
      else if (c == '[' || c == '{') depth++;
      else if ((c == ']' || c == '}') && --depth == 0) {
        searched = from;
        search();
        return;
      }
      from++;
    }
    searched = from;
  }

  private void fill() throws IOException {
    int rest = to - from;
    System.arraycopy(buffer, from, buffer, 0, rest);
    from = 0;
    searched = 0;
    int read = in.read(buffer, rest, buffer.length - rest);
    to = rest + Math.max(0, read);
    count += Math.max(0, read);
    ended = read < 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
