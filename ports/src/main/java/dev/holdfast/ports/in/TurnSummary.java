package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.domain.turn.Usage;
import java.time.Instant;

/**
 * A turn as operators see it.
 *
 * @param key the session's key, empty for a turn without one
 * @param session the transcript's id, empty for a turn without one or that did not begin
 * @param request the request that asked for it
 * @param previous the id of the turn it tries again, empty for a first try
 * @param api how it was asked for, empty for one that did not begin
 * @param model the request's {@code model} as it came
 * @param route where it was sent, empty for one that did not begin
 * @param since when it began, or arrived if it did not begin
 */
public record TurnSummary(
    TurnId id,
    AgentId agent,
    String key,
    String session,
    String request,
    String previous,
    String api,
    String model,
    String route,
    Instant since,
    Stage stage) {

  /** How far a turn is. */
  public sealed interface Stage {

    /**
     * It waits for others of its session.
     *
     * @param position how many are before it; 1 for the next to run
     */
    record Waiting(int position) implements Stage {}

    /** It runs, or was left running. */
    record Running() implements Stage {}

    /** It answered. */
    record Answered(Instant at, String finishReason, Usage usage) implements Stage {}

    /**
     * It ended without an answer.
     *
     * @param cause of a failure, in {@code snake_case}; empty for another end
     * @param message why
     */
    record Unanswered(TurnState state, Instant at, String cause, String message) implements Stage {}
  }

  /** Whether it began, so that something is stored of it. */
  public boolean began() {
    return !api.isEmpty();
  }
}
