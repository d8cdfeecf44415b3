package dev.holdfast.ports.in;

import dev.holdfast.domain.state.HomeHolder;
import java.time.Duration;

/** Sees to it that nobody holds a home any more. Creates nothing, and writes nothing there. */
public interface HomeRelease {

  /** How long a process may take to end that was asked to, before it is ended. */
  Duration ASKED = Duration.ofSeconds(30);

  /**
   * Waits until nobody holds a home.
   *
   * @param home its real path
   * @param patience for how long at most
   */
  Waiting await(String home, Duration patience);

  /**
   * Ends the process that holds a home: asks it with SIGTERM, and if it has not ended after {@link
   * #ASKED}, ends it with SIGKILL. A process is signalled only if its number means it here and it
   * began when the holder did, as far as both can be told at that moment.
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
