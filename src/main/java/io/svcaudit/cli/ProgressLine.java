package io.svcaudit.cli;

import io.svcaudit.kube.ClusterReader;
import java.io.PrintStream;

/// One line on a terminal that tells what was read so far, for what takes longer than a moment. It
/// is gone when the reading is over.
final class ProgressLine implements ClusterReader.Progress, AutoCloseable {
  private static final long PATIENCE = 500_000_000;
  private static final long PERIOD = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream terminal;
  private final boolean shows;
  private final long start = System.nanoTime();
  private long last = start + PATIENCE - PERIOD;
  private int objects;
  private boolean shown;

  /// @param shows whether there is a terminal at all
  ProgressLine(PrintStream terminal, boolean shows) {
    this.terminal = terminal;
    this.shows = shows;
  }

  @Override
  public synchronized void read(String kind, int count) {
    objects += count;
    long now = System.nanoTime();
    if (!shows || now - last < PERIOD) return;
    last = now;
    shown = true;
    terminal.print("%sreading %s: %,d objects so far".formatted(ERASE, kind, objects));
    terminal.flush();
  }

  @Override
  public synchronized void close() {
    if (!shown) return;
    terminal.print(ERASE);
    terminal.flush();
  }
}
