package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import java.time.Instant;
import java.util.List;

/**
 * Looks after the process of a gateway: keeps it from beginning turns, ends it, starts it again and
 * has it read its configuration. Any thread may call it. Every change leaves an audit row, and so
 * does every one that was refused.
 */
public interface GatewayControl {

  /** How the gateway stands now; told from memory. */
  Status status();

  /**
   * Lets no turn begin until that is undone: those that come and those that wait hear so, those
   * that run go on. One that drains already goes on doing so.
   */
  Change drain(Requester by);

  /** Lets turns begin again. */
  Change undrain(Requester by);

  /**
   * Ends the process as SIGTERM does: running turns have their time, what they left is stored, and
   * the home is free. It only begins with this call, so the caller can be answered first.
   */
  Change stop(Requester by);

  /**
   * Starts the gateway anew within its process and under the lock it holds, with the configuration
   * as it is written now. What is wrong with that one is found before anything ends, and then
   * nothing does. It only begins with this call, as {@link #stop}.
   */
  Restart restart(Requester by);

  /** What {@link #restart} would come to now; nothing begins, and no audit row is left. */
  Restart foreseenRestart(Requester by);

  /** Has the configuration as it is written now come into force, if it can. */
  Reload reload(Requester by);

  /** What {@link #reload} would come to now; nothing changes, and no audit row is left. */
  Reload foreseenReload(Requester by);

  /** The same, because a signal asked for it. */
  Reload reload();

  /** Whether turns may begin. */
  enum Phase {
    STARTING,
    SERVING,
    DRAINING,
    STOPPING
  }

  /**
   * How a gateway stands.
   *
   * @param running how many turns run
   * @param waiting how many turns wait for others of their sessions
   * @param since when this gateway began to serve, the epoch while it starts; another time after a
   *     restart
   * @param store the identity of its store, empty while it starts
   * @param url where it listens, empty while it starts
   */
  record Status(
      Phase phase,
      int running,
      int waiting,
      Instant since,
      String store,
      String url,
      long pid,
      Settings settings) {}

  /**
   * The configuration in force.
   *
   * @param path where it is written
   * @param since when it came into force
   * @param needRestart the settings that were found written differently when it was read last, and
   *     that come into force with the next start only
   */
  record Settings(String path, Instant since, List<String> needRestart) {
    public Settings {
      needRestart = List.copyOf(needRestart);
    }
  }

  /** What became of a wish. */
  sealed interface Change {

    /** It holds, now or before; how the gateway stands by then. */
    record Made(Status status) implements Change {}

    /** The gateway stops, or has not started: its course cannot be changed. */
    record TooLate(Status status) implements Change {}

    /** The caller's token is bound, and this is about the whole gateway. */
    record BeyondBinding() implements Change {}
  }

  /** What became of the wish to start again. */
  sealed interface Restart {

    /** It begins, or would. */
    record Begun(Status status) implements Restart {}

    /** It cannot start so, and goes on as before; every reason. */
    record Kept(List<Finding> findings) implements Restart {
      public Kept {
        findings = List.copyOf(findings);
      }
    }

    /** As {@link Change.TooLate}. */
    record TooLate(Status status) implements Restart {}

    /** As {@link Change.BeyondBinding}. */
    record BeyondBinding() implements Restart {}
  }

  /** What became of the configuration. */
  sealed interface Reload {

    /**
     * It is in force, or would be, whole but for what needs a restart.
     *
     * @param changed the settings that are others than before
     * @param findings what the operator should know of it
     */
    record Applied(List<String> changed, List<String> needRestart, List<Finding> findings)
        implements Reload {
      public Applied {
        changed = List.copyOf(changed);
        needRestart = List.copyOf(needRestart);
        findings = List.copyOf(findings);
      }
    }

    /** The one before stays in force, whole; every reason. */
    record Kept(List<Finding> findings) implements Reload {
      public Kept {
        findings = List.copyOf(findings);
      }
    }

    /** As {@link Change.BeyondBinding}. */
    record BeyondBinding() implements Reload {}
  }
}
