package dev.holdfast.adapters.cli;

/** A command that only looks. Nothing it is given can create or change anything. */
non-sealed interface ReadingCommand extends Command {

  /** Looks, and tells. */
  Answer run(Invocation invocation);
}
