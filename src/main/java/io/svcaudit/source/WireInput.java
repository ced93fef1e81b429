package io.svcaudit.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The bytes of an answer in protobuf (protobuf.dev, "Encoding").
final class WireInput implements AutoCloseable {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  private static final int LONGEST_WORD = 40;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;

  /// Of the first byte in the buffer.
  private long base;

  /// Short texts that were read before, by their hash: most of them come again.
  private final String[] words = new String[1 << 12];

  WireInput(InputStream in) {
    this.in = in;
  }

  /// How many bytes were taken so far.
  long position() {
    return base + from;
  }

  static IOException invalid() {
    return new IOException("the server sent no valid protobuf");
  }

  /// Makes so many bytes stand in the buffer, at most its length.
  private void need(int bytes) throws IOException {
    if (to - from >= bytes) return;
    System.arraycopy(buffer, from, buffer, 0, to - from);
    base += from;
    to -= from;
    from = 0;
    while (to < bytes) {
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) throw new EOFException("the server's answer ends too early");
      to += read;
    }
  }

  private byte next() throws IOException {
    if (from == to) need(1);
    return buffer[from++];
  }

  long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) return value;
    }
    throw invalid();
  }

  /// A tag or the length of what follows.
  int size() throws IOException {
    long size = varint();
    if (size < 0 || size > Integer.MAX_VALUE) throw invalid();
    return (int) size;
  }

  /// Passes over the value of a field.
  void skipValue(int tag) throws IOException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> skip(8);
      case DELIMITED -> skip(size());
      case FIXED32 -> skip(4);
      default -> throw invalid();
    }
  }

  void skip(long bytes) throws IOException {
    long left = bytes;
    while (left > to - from) {
      left -= to - from;
      base += to;
      from = 0;
      to = 0;
      need(1);
    }
    from += (int) left;
  }

  byte[] bytes(int length) throws IOException {
    if (length <= buffer.length) {
      need(length);
      from += length;
      return Arrays.copyOfRange(buffer, from - length, from);
    }
    if (length > ApiList.MOST_BYTES)
      throw new IOException("the server sent an object of more than 32 MiB");
    byte[] all = new byte[length];
    int have = to - from;
    System.arraycopy(buffer, from, all, 0, have);
    from = to;
    if (in.readNBytes(all, have, length - have) < length - have)
      throw new EOFException("the server's answer ends too early");
    base += length - have;
    return all;
  }

  String text(int length) throws IOException {
    if (length > LONGEST_WORD) return new String(bytes(length), StandardCharsets.UTF_8);
    if (length == 0) return "";
    need(length);
    int hash = length;
    for (int i = from; i < from + length; i++) hash = 31 * hash + buffer[i];
    int place = (hash ^ (hash >>> 12)) & (words.length - 1);
    String seen = words[place];
    if (seen == null || !isNext(seen, length)) {
      seen = new String(buffer, from, length, StandardCharsets.UTF_8);
      words[place] = seen;
    }
    from += length;
    return seen;
  }

  /// Whether the next bytes are a word; never of one that is not ASCII.
  private boolean isNext(String word, int length) {
    if (word.length() != length) return false;
    for (int i = 0; i < length; i++) if (word.charAt(i) != buffer[from + i]) return false;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
