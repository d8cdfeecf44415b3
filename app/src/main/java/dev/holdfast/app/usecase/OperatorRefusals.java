package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Outcome;
import java.util.List;
import java.util.Locale;

/** Tells operators why something was not done, under the names that the management API has. */
final class OperatorRefusals {

  private OperatorRefusals() {}

  static <T> Outcome<T> of(Refusal refusal) {
    return refusal.reason() == RefusalReason.AGENT_UNKNOWN ? noAgent() : told(refusal);
  }

  /** Here nobody shows a token that could reach less than everything. */
  private static <T> Outcome<T> noAgent() {
    return Outcome.refused(
        code(RefusalReason.AGENT_UNKNOWN),
        "There is no such agent. Nothing was changed.",
        "See the agents there are with: holdfast models list");
  }

  private static <T> Outcome<T> told(Refusal refusal) {
    Outcome.Obstacle obstacle = obstacle(refusal.reason());
    return switch (obstacle) {
      case STORE ->
          new Outcome.NotDone<>(
              obstacle,
              code(refusal.reason()),
              ofStore(refusal.reason()),
              List.of("Find out what is wrong, and what mends it, with: holdfast doctor"));
      case NEWER_SCHEMA ->
          new Outcome.NotDone<>(
              obstacle,
              "newer_schema",
              "The agent's database was written by a newer Holdfast. It was not touched.",
              List.of(
                  "Use the version of Holdfast that wrote it, or a newer one. Which database it is"
                      + " says: holdfast doctor"));
      case REFUSED, GATEWAY ->
          new Outcome.NotDone<>(obstacle, code(refusal.reason()), refusal.message(), List.of());
    };
  }

  /** What clients are told leads them to the operator, who is the one that asks here. */
  private static String ofStore(RefusalReason reason) {
    if (reason == RefusalReason.STORAGE_FULL) {
      return "No space is left for the store. Nothing was changed.";
    }
    return reason == RefusalReason.AGENT_UNAVAILABLE
        ? "The agent's database is out of service. Nothing was changed."
        : "The store did not answer as it should.";
  }

  static <T> Outcome<T> noSession() {
    return Outcome.refused(
        "session_not_found",
        "There is no session of this key. Nothing was changed.",
        "See the keys there are with: holdfast sessions list");
  }

  static <T> Outcome<T> noArchive() {
    return Outcome.refused(
        "archive_not_found",
        "There is no archived session of this id. Nothing was changed.",
        "See what is in the archive with: holdfast sessions archived");
  }

  static <T> Outcome<T> noToken() {
    return Outcome.refused(
        "token_not_found",
        "There is no token of this id: the id is wrong, or it was revoked. Nothing was changed.",
        "See the tokens there are with: holdfast tokens list");
  }

  static <T> Outcome<T> lastToken() {
    return Outcome.refused(
        "last_admin_token",
        "Without this token nobody could look after the home any more. It was kept.",
        "Make another one with the scope admin, without a binding and without an end first, or"
            + " rotate this one.");
  }

  static <T> Outcome<T> noTurn() {
    return Outcome.refused(
        "turn_not_found",
        "There is no turn of this id. A turn that was refused, or left its queue, is not kept.",
        "See the turns there are with: holdfast turns list");
  }

  /** A word that no page of the list told. */
  static <T> Outcome<T> noPlace() {
    return Outcome.refused(
        "invalid_query",
        "The place to go on from is not one that a page of this list told.",
        "Leave it out to begin with the first page.");
  }

  private static String code(RefusalReason reason) {
    return reason == RefusalReason.AGENT_UNKNOWN
        ? "agent_not_found"
        : reason.name().toLowerCase(Locale.ROOT);
  }

  private static Outcome.Obstacle obstacle(RefusalReason reason) {
    return switch (reason) {
      case AGENT_UNAVAILABLE, STORAGE_FULL, STORE_UNAVAILABLE -> Outcome.Obstacle.STORE;
      case AGENT_NEWER -> Outcome.Obstacle.NEWER_SCHEMA;
      case SHUTTING_DOWN, DRAINING -> Outcome.Obstacle.GATEWAY;
      case SESSION_KEY_MALFORMED,
          SESSION_KEY_TOO_LONG,
          SESSION_KEY_RESERVED,
          SESSION_KEY_AGENT_MISMATCH,
          SESSION_NOT_FOUND,
          SESSION_REQUIRED,
          AGENT_UNKNOWN,
          MODEL_NOT_FOUND,
          RUNTIME_UNAVAILABLE,
          ROUTE_UNRESOLVED,
          PREVIOUS_RESPONSE_NOT_FOUND,
          PREVIOUS_RESPONSE_ELSEWHERE,
          PREVIOUS_RESPONSE_UNFINISHED,
          ITEM_NOT_FOUND,
          NO_NEW_INPUT,
          TOOL_RESULT_UNKNOWN,
          TOOL_RESULTS_MISSING,
          TOOL_CALL_SUPERSEDED,
          UNSUPPORTED_PARAMETER,
          UNSUPPORTED_TOOL,
          CONTEXT_LENGTH_EXCEEDED,
          SESSION_QUEUE_FULL,
          SESSION_BUSY,
          IDEMPOTENCY_CONFLICT,
          INSUFFICIENT_SCOPE,
          TURN_ABORTED,
          CALLER_GONE ->
          Outcome.Obstacle.REFUSED;
    };
  }
}
