package dev.holdfast.ports.in;

import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Instant;
import java.util.List;

/** Runs turns: the one way to talk to a model through Holdfast. */
public interface Conversations {

  /**
   * Prepares one turn; nothing has happened yet.
   *
   * @param observer told of the turn on the thread that runs it
   */
  Turn prepare(TurnRequest request, TurnObserver observer);

  /** One turn, to be run once. */
  interface Turn {

    /**
     * Runs the turn and blocks until it has reached a terminal state that is stored, or was
     * refused. Waits for the session's lane if another turn has it.
     */
    TurnOutcome run();

    /**
     * Says from another thread that nobody hears the answer any more. After a grace period the
     * upstream is cancelled and what came is stored; later calls do nothing.
     */
    void callerGone();

    /** Says from another thread that the turn shall not wait: one that has begun goes on. */
    void leaveQueue();
  }

  /** Hears of a turn while it runs. Must not throw and must not block for long. */
  interface TurnObserver {

    /**
     * The turn has its identity from now on. It may wait for long before anything else is told, and
     * if the same request runs already it is that one's.
     */
    void named(TurnId turn);

    /** What follows was told before, when the same request came first. */
    void replaying();

    /** The turn and its input are stored; the model is asked next. */
    void started(TurnFacts facts);

    /** The next piece of a streamed answer. */
    void delta(ModelDelta delta);
  }

  /** How a turn ended, told after its end was stored. */
  sealed interface TurnOutcome {

    /** Nothing was begun, nothing is stored. */
    record Refused(Refusal refusal) implements TurnOutcome {}

    /**
     * The model answered.
     *
     * @param extra members of the upstream's answer that are passed on
     * @param at when its end was stored
     */
    record Completed(
        TurnFacts facts,
        List<ModelOutcome.Choice> choices,
        Usage usage,
        RawFields extra,
        Instant at)
        implements TurnOutcome {
      public Completed {
        choices = List.copyOf(choices);
      }
    }

    /** No answer. */
    record Failed(TurnFacts facts, TurnFailure failure) implements TurnOutcome {}

    /** Nobody hears the answer. */
    record Cancelled(TurnFacts facts) implements TurnOutcome {}

    /** Somebody asked to stop it; what had come is kept. */
    record Aborted(TurnFacts facts) implements TurnOutcome {}
  }
}
