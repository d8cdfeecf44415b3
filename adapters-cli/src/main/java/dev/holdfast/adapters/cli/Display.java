package dev.holdfast.adapters.cli;

import java.io.PrintStream;
import java.time.InstantSource;

/**
 * What the words of a command line are shown on.
 *
 * @param terminal where standard output goes
 */
record Display(Terminal terminal, Colours colours, InstantSource clock) {

  /** Shows results. */
  Screen out(PrintStream stream, NamedHome home) {
    return new Screen(stream, terminal, colours.out(), home);
  }

  /** Shows problems. */
  Screen err(PrintStream stream, NamedHome home) {
    return new Screen(stream, terminal, colours.err(), home);
  }

  /** Shows how far a long work is. */
  ProgressBar progress(PrintStream err) {
    return new ProgressBar(err, clock, colours.err());
  }
}
