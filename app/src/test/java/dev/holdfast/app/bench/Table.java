package dev.holdfast.app.bench;

import java.io.PrintStream;

/** The result as Markdown, printed row by row. */
final class Table {

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
