package dev.holdfast.adapters.cli;

/** Where standard output goes. */
sealed interface Terminal {

  /** Set by the launcher exactly if standard output is a terminal; a JVM cannot ask cheaply. */
  String COLUMNS_PROPERTY = "holdfast.terminal.columns";

  /** Width of a line, for tables that are to fit. */
  int columns();

  /**
   * A terminal.
   *
   * @param columns its width, at least {@link #NARROWEST}
   */
  record Screenful(int columns) implements Terminal {}

  /** A file or another program: nothing is ever cut. */
  record Unbounded() implements Terminal {
    @Override
    public int columns() {
      return Integer.MAX_VALUE;
    }
  }

  /** Below this nothing useful fits, so lines wrap. */
  int NARROWEST = 40;

  /** The terminal a property describes; anything but a number of columns means there is none. */
  static Terminal describedBy(String property) {
    if (!property.matches("[1-9][0-9]{0,4}")) {
      return new Unbounded();
    }
    return new Screenful(Math.max(NARROWEST, Integer.parseInt(property)));
  }
}
