package dev.holdfast.ports.in;

import dev.holdfast.domain.state.HomeHolder;
import java.time.Duration;

/**
 * Sees to it that nobody holds a home any more. Changes nothing there but for the record of a
 * process that it ended, which is taken away as that process would have done.
 */
public interface HomeRelease {

  /** How long a gateway that was found silent may take to end by SIGTERM, before it is ended. */
  Duration SILENT = Duration.ofSeconds(30);

  /**
   * The same for a process that nobody could ask: it may be a gateway that lets its turns end, for
   * 30 s, and stores their ends.
   */
  Duration UNHEARD = Duration.ofSeconds(60);

  /** How long a holder may take to end by SIGTERM. */
  static Duration patienceWith(HomeHolder holder) {
    return switch (holder) {
      case HomeHolder.Gateway silent -> SILENT;
      case HomeHolder.Unannounced unheard -> UNHEARD;
      // Neither is signalled.
      case HomeHolder.Nobody nobody -> Duration.ZERO;
      case HomeHolder.Unknown unknown -> Duration.ZERO;
    };
  }

  /**
   * Waits until nobody holds a home.
   *
   * @param home its real path
   * @param patience for how long at most
   */
  Waiting await(String home, Duration patience);

  /**
   * Ends the process that holds a home, if it does not end by itself within moments: asks it with
   * SIGTERM, and if it has not ended after {@link #patienceWith}, ends it with SIGKILL. A process
   * is signalled only if its number means it here and it began when the holder did, as far as both
   * can be told at that moment.
   *
   * <p>Not for a gateway that answers: one that lets its turns end already is halted by a signal.
   *
   * @param holder as it was seen and shown to whoever wants this
   * @param told hears of each signal before it is sent
   */
  Ending end(String home, HomeHolder holder, Told told);

  /** Hears of signals. */
  interface Told {

    /** One is sent now. */
    void sending(Signal signal, long pid);
  }

  /** What is sent. */
  enum Signal {
    TERM,
    KILL
  }

  /** What waiting came to. */
  enum Waiting {
    FREE,
    STILL_HELD
  }

  /** What became of a holder. */
  sealed interface Ending {

    /**
     * It has ended, and nobody holds the home.
     *
     * @param by the last signal it was sent
     */
    record Ended(long pid, Signal by) implements Ending {}

    /** Nobody held the home any more. */
    record WasFree() implements Ending {}

    /**
     * It was sent nothing.
     *
     * @param reason one sentence
     */
    record NotSignalled(String reason) implements Ending {}

    /** It has ended, and another process holds the home by now. */
    record HeldAgain(long pid) implements Ending {}

    /** It was sent SIGKILL and is still there: the operating system waits for something. */
    record DoesNotEnd(long pid) implements Ending {}
  }
}
