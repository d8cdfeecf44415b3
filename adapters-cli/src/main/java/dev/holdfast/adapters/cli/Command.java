package dev.holdfast.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One command: what it accepts, and what it does with it. */
interface Command {

  /** The command's own options and texts; the ones all commands share are added to it. */
  CommandSpec specification();

  /** Does it. */
  Answer run(Invocation invocation);
}
