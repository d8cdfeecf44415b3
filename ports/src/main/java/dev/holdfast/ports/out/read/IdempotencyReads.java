package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.ports.out.model.KeptAnswer;
import java.time.Instant;
import java.util.Optional;

/** Reads what came of named requests; the guarantees of {@link SessionReads} hold here too. */
public interface IdempotencyReads {

  /** What is kept under an id, however old it is. */
  Optional<Remembered> find(AgentId agent, IdempotencyId id);

  /**
   * What came of a named request.
   *
   * @param digest what exactly was asked
   * @param since when the name was first used
   */
  record Remembered(RequestDigest digest, Outcome outcome, Instant since) {}

  /** What came of it. */
  sealed interface Outcome {

    /** It was refused in a way that repeats. */
    record Refused(Refusal refusal) implements Outcome {}

    /**
     * It became a turn.
     *
     * @param newest its newest try
     * @param answer what is kept of the answer beside the transcript
     */
    record Tried(TurnRecord newest, KeptAnswer answer) implements Outcome {}
  }
}
