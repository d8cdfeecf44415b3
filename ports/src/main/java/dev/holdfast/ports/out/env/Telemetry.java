package dev.holdfast.ports.out.env;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Hears what happens, so that an operator can see how the gateway does. It is told numbers and
 * words of closed lists, never a session key, an id or a text.
 *
 * <p>Any thread may call it, also one that holds a lock: every method returns at once, waits for
 * nothing and throws nothing. Whether anybody listens changes nothing of what is told. Times are
 * elapsed ones, at least zero.
 */
public interface Telemetry {

  /** Nobody listens: for commands that only look, and for tests of something else. */
  Telemetry NONE = new NoTelemetry();

  /** The kind of a database; there is one control plane, and an agent's database for each agent. */
  enum Database {
    CONTROL_PLANE,
    AGENT
  }

  /** How a wait for a session's lane ended. */
  enum WaitEnd {
    /** The turn's time came. */
    ENTERED,
    /** It was over before the turn's time came. */
    WAITED_TOO_LONG,
    /** The caller went away, or the process stops. */
    GIVEN_UP
  }

  /**
   * A begun turn has ended, and not by a failure. Told once for each turn that this process ran,
   * when its end is known: after it was stored, or after it could not be.
   *
   * @param state a terminal one
   * @param took since the turn was stored as begun
   */
  void turnEnded(TurnApi api, TurnState state, Duration took);

  /** The same of a turn that failed, which is told of here alone. */
  void turnFailed(TurnApi api, FailureCause cause, Duration took);

  /** A turn was refused: nothing was begun or stored. Told once for each refusal. */
  void turnRefused(TurnApi api, RefusalReason reason);

  /** A turn begins to wait for its session's lane; {@link #waitEnded} follows, always. */
  void waitBegan();

  /**
   * A turn waits no longer. Told for those that did not have to wait, too.
   *
   * @param waited since {@link #waitBegan}
   */
  void waitEnded(WaitEnd end, Duration waited);

  /**
   * Turns of owners that are gone were interrupted, so that their sessions go on. Told once that is
   * durable.
   *
   * @param count how many by one change, also none
   */
  void leasesTakenOver(int count);

  /**
   * A transaction was committed.
   *
   * @param changes how many callers' changes it holds, at least one
   * @param took from the begin of the transaction to the return of COMMIT
   */
  void committed(Database database, int changes, Duration took);

  /**
   * A transaction could not be committed; whether it is durable is not known.
   *
   * @param changes how many callers are told so, at least one
   */
  void commitFailed(Database database, int changes);

  /**
   * Has the size of a database's write-ahead log read whenever somebody looks.
   *
   * @param bytes tells the size; called on any thread, may fail
   * @return ends it
   */
  LogWatch watchLog(Database database, LongSupplier bytes);

  /**
   * A model has begun to answer. Told once for each generation that brings at least one piece; one
   * that is answered whole brings none.
   *
   * @param after since the model was asked
   */
  void modelBegan(ProviderId provider, Duration after);

  /**
   * A generation has ended.
   *
   * @param took since the model was asked
   */
  void modelEnded(ProviderId provider, ModelOutcome outcome, Duration took);

  /** A log that is looked at until this is closed. */
  interface LogWatch extends AutoCloseable {

    /** Ends it; a second call does nothing. */
    @Override
    void close();
  }
}
