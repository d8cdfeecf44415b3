package dev.holdfast.adapters.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where results go, which remembers why they did not get there: a {@link PrintStream} does not. */
final class StandardOutput extends OutputStream {

  /** How the system words that a pipe is closed; one worded otherwise counts as a failure. */
  private static final String CLOSED_PIPE = "broken pipe";

  private final OutputStream out;
  private Fate fate = new Fate.Arrived();

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** What became of what was printed. */
  sealed interface Fate {

    /** All of it arrived. */
    record Arrived() implements Fate {}

    /** Whoever read it has gone and wants no more. */
    record Unread() implements Fate {}

    /** Not all of it arrived; why. */
    record Lost(String reason) implements Fate {}
  }

  /** A stream to print on; Unicode, whatever locale the shell has, and each line at once. */
  PrintStream printed() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  Fate fate() {
    return fate;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw noted(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw noted(e);
    }
  }

  private IOException noted(IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    fate =
        reason.toLowerCase(Locale.ROOT).contains(CLOSED_PIPE)
            ? new Fate.Unread()
            : new Fate.Lost(reason);
    return failure;
  }
}
