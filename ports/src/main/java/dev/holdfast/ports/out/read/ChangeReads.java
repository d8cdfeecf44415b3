package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.LoggedChange;
import java.util.List;

/**
 * Reads the log of changes; the guarantees of {@link SessionReads} hold here too. A change is in
 * the log from the commit on that made it, whichever process that was. Its old end is cut off from
 * time to time.
 */
public interface ChangeReads {

  /** The number of the newest change that there ever was in an agent's store; 0 if none was. */
  long newest(AgentId agent);

  /**
   * The changes behind a number, oldest first and without a gap.
   *
   * @param number 0: from the first change that ever was
   * @param limit at most this many, 1 to 1000
   */
  ChangePage after(AgentId agent, long number, int limit);

  /**
   * Has somebody told after each commit of this process to an agent's store, until the watch is
   * closed. Says nothing of commits of other processes.
   *
   * @param watcher told on the thread that committed, so it must be quick and must not throw
   */
  Watch watch(Watcher watcher);

  /** What stands behind a number. */
  sealed interface ChangePage {

    /** These changes; none if nothing happened since. */
    record Changes(List<LoggedChange> changes) implements ChangePage {

      public Changes {
        changes = List.copyOf(changes);
      }
    }

    /**
     * It cannot be told any more: the log was cut behind the number, or the number was never given,
     * as after an older copy of the store was put in its place.
     */
    record Unknown() implements ChangePage {}
  }

  /** Hears that there may be changes. */
  interface Watcher {

    /** Something was committed to this agent's store. */
    void committed(AgentId agent);
  }

  /** A watch that lasts. */
  interface Watch extends AutoCloseable {

    /** Ends it; a second call does nothing. */
    @Override
    void close();
  }
}
