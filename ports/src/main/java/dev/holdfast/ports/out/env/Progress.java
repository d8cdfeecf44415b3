package dev.holdfast.ports.out.env;

/** Hears how far a long work is. One thread at a time calls it; it must not throw and be quick. */
public interface Progress {

  /** Tells nobody. */
  Progress SILENT = (label, done, total) -> {};

  /**
   * The work has come so far.
   *
   * @param label what is being done, in a few words; another label begins another work
   * @param done steps that are done, 0 or more
   * @param total steps there are; 0 if nobody knows
   */
  void at(String label, long done, long total);
}
