package dev.holdfast.ports.in;

import dev.holdfast.ports.out.env.LogControl.Level;

/**
 * Changes how much of what happens is logged, until the process ends. Any thread may call it. A
 * change leaves an audit row, refused or not.
 */
public interface LogLevels {

  /** The logger of all that the program itself says. */
  String PROGRAM = "dev.holdfast";

  /** How much a logger says now. */
  Reading level(Requester by, String logger);

  /** Has a logger, and all below it that have no level of their own, say so much from now on. */
  Setting set(Requester by, String logger, Level level);

  /** What {@link #level} found. */
  sealed interface Reading {

    /** So much. */
    record At(String logger, Level level) implements Reading {}

    /** No logger can be called so. */
    record NoLogger() implements Reading {}

    /** The caller's token is bound, and the log is of the whole gateway. */
    record BeyondBinding() implements Reading {}
  }

  /** What became of a change. */
  sealed interface Setting {

    /** It says so much from now on. */
    record Set(String logger, Level level) implements Setting {}

    /**
     * A logger of a library would write down what passes through it, credentials included, so it
     * says no more than this.
     */
    record TooMuch(Level most) implements Setting {}

    /** No logger can be called so. */
    record NoLogger() implements Setting {}

    /** The caller's token is bound, and the log is of the whole gateway. */
    record BeyondBinding() implements Setting {}
  }
}
