package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.env.Progress;

/** Where a command's words go. */
interface Printer {

  /**
   * Prints at once something that happened while the command runs.
   *
   * @param name the event's name in JSON
   */
  void event(String name, JsonObject data, Page page);

  /** Prints at once something a reader must not mistake for the command's result. */
  void warning(String name, JsonObject data, Page page);

  /** Tells a person who waits how far a long work is; nobody else. */
  Progress progress();

  /** Whether what was printed until now reached whoever reads it. */
  boolean isHeard();

  /** Prints the command's answer, the last thing there is. */
  void answer(Answer answer);
}
