package dev.holdfast.adapters.cli;

/**
 * A command that changes something, or may if its options say so. It says what it is about to do;
 * the {@link Guard} finds out whether and how that may be done, tells it, and only then hands out
 * what it is done with.
 */
non-sealed interface GuardedCommand extends Command {

  /** What the command line means. Judges what was typed; touches nothing. */
  Intent intent(Invocation invocation);
}
