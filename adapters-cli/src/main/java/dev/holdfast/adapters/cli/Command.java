package dev.holdfast.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;

/**
 * One command: what it accepts, and what it does with it. Its kind says what it is given to work
 * with, so that one which changes something cannot be written without the guard.
 */
sealed interface Command permits ReadingCommand, GuardedCommand, GatewayRun {

  /** The command's own options and texts; the shared ones are added to it. */
  CommandSpec specification();
}
