package dev.holdfast.ports.out.env;

/**
 * Looks at every database of a home. Works beside a gateway that has them open, also a hung one,
 * and without one; changes nothing and makes no file, also beside the databases. Any thread may
 * call it.
 */
public interface StoreInspection {

  /**
   * What is there. A damaged file is an answer about that file and keeps nothing back about the
   * others.
   *
   * @param home the folder to look at, whether or not anything is there
   * @param progress hears of full checks, which read every page
   */
  StoreFacts inspect(String home, Depth depth, StoreProgress progress);

  /** How much is read. */
  enum Depth {
    /** Settings, versions, counts, orphans. */
    QUICK,
    /** The same, every page and every reference. */
    FULL
  }
}
