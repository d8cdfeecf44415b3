package dev.holdfast.ports.out.env;

/**
 * Hears how far long work on a store is. It is told on the thread that works, some times a second
 * at most, returns at once and throws nothing.
 */
public interface StoreProgress {

  /** Nobody listens. */
  StoreProgress NONE = (file, stage, done, total) -> {};

  /**
   * Work goes on.
   *
   * @param file the database, relative to the home
   * @param done what is done of the stage: pages, or steps of SQLite where no total is known
   * @param total what there is to do in the same unit; 0 if that is not known
   */
  void at(String file, Stage stage, long done, long total);

  /** What is being done to a database. */
  enum Stage {
    CHECKING,
    COPYING,
    VERIFYING,
    MIGRATING,
    CREATING,
    SALVAGING
  }
}
