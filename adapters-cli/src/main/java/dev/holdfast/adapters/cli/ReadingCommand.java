package dev.holdfast.adapters.cli;

/** A command that only looks. Nothing it is given can create or change anything. */
non-sealed interface ReadingCommand extends Command {

  /** Whether it is told first what should be known about the way the home was found. */
  default boolean looksIntoHome() {
    return true;
  }

  /** Looks, and tells. */
  Answer run(Invocation invocation);
}
