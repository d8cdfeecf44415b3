package dev.holdfast.app.bench;

import java.io.PrintStream;

/** The result as Markdown, printed row by row. */
final class Table {

  private static final double MOST_TIMES_THE_TAIL = 2;

  private final PrintStream out;
  private boolean begun;

  Table(PrintStream out) {
    this.out = out;
  }

  /**
   * Adds a row.
   *
   * @param what what was measured, with its unit
   * @param beside what the gateway is compared with, empty if with nothing
   * @param holdfast the gateway's figure
   * @param difference how the two differ, empty if nothing is compared
   */
  void row(String what, String beside, String holdfast, String difference, Goal goal) {
    if (!begun) {
      begun = true;
      out.println("| measured | beside | Holdfast | difference | goal |");
      out.println("|---|---|---|---|---|");
    }
    out.println(
        "| %s | %s | %s | %s | %s |".formatted(what, beside, holdfast, difference, goal.text()));
  }

  /**
   * Adds a row on how much longer the slowest of a hundred takes than the median, beside the same
   * of direct calls: what the gateway adds should not come in lumps.
   */
  void tails(String what, Latencies direct, Latencies turns) {
    double times = turns.tail() / direct.tail();
    row(
        what,
        "direct: %.1f".formatted(direct.tail()),
        "%.1f".formatted(turns.tail()),
        "times %.2f".formatted(times),
        Goal.atMost(MOST_TIMES_THE_TAIL, "at most 2 times direct", times));
  }

  /**
   * What was wished for.
   *
   * @param text empty if nothing was
   */
  record Goal(String text) {

    static final Goal NONE = new Goal("");

    static Goal atMost(double limit, String text, double measured) {
      return new Goal(text + (measured <= limit ? ": met" : ": missed"));
    }

    static Goal atLeast(double limit, String text, double measured) {
      return new Goal(text + (measured >= limit ? ": met" : ": missed"));
    }
  }
}
