package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.env.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A line that says how far a long work is, written anew as it goes on. What is over soon shows
 * none, and nothing of it stays.
 */
final class ProgressBar implements Progress {

  /** Whoever waits less does not wonder. */
  private static final Duration SHOWN_AFTER = Duration.ofMillis(500);

  /** More often nobody can read it. */
  private static final Duration PACE = Duration.ofMillis(100);

  /** With the rest of the line it fits the narrowest terminal there is. */
  private static final int LABEL_COLUMNS = 19;

  private static final int CELLS = 10;
  private static final int PERCENT = 100;

  /** Back to the begin of the line, and nothing in it. */
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream stream;
  private final InstantSource clock;
  private final Colours.Shown stands;
  private String label = "";
  private Instant begun = Instant.MIN;
  private Instant written = Instant.MIN;
  private boolean shown;

  /**
   * A bar that is not there yet.
   *
   * @param stands what the stream can show; where it is text alone, there is no bar
   */
  ProgressBar(PrintStream stream, InstantSource clock, Colours.Shown stands) {
    this.stream = stream;
    this.clock = clock;
    this.stands = stands;
  }

  @Override
  public void at(String what, long done, long total) {
    if (stands == Colours.Shown.TEXT) {
      return;
    }
    Instant now = clock.instant();
    if (!what.equals(label)) {
      label = what;
      begun = now;
    }
    if (now.isBefore(begun.plus(SHOWN_AFTER)) || now.isBefore(written.plus(PACE))) {
      return;
    }
    written = now;
    shown = true;
    stream.print(CLEAR + PlainText.cut(PlainText.of(label), LABEL_COLUMNS) + far(done, total));
    stream.flush();
  }

  /** Takes the line away, so that another text can begin where it stood. */
  void clear() {
    if (shown) {
      shown = false;
      stream.print(CLEAR);
      stream.flush();
    }
  }

  private static String far(long done, long total) {
    if (total <= 0) {
      return "  " + done;
    }
    long percent = Math.min(PERCENT, PERCENT * done / total);
    int cells = (int) (percent * CELLS / PERCENT);
    return "  [" + "#".repeat(cells) + "-".repeat(CELLS - cells) + "]  " + percent + " %";
  }
}
