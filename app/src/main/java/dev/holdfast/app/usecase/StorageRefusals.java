package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.out.env.StorageFailure;

/** What a caller is told of a store that broke before its turn began. */
final class StorageRefusals {

  private static final String OUT_OF_SERVICE =
      "The agent's database is out of service. Nothing was stored. The operator finds the reason in"
          + " the gateway's log and in /readyz.";

  private StorageRefusals() {}

  static Refusal of(StorageFailure failure) {
    return switch (failure.code()) {
      case AGENT_UNAVAILABLE, CANNOT_OPEN ->
          Refusal.of(RefusalReason.AGENT_UNAVAILABLE, OUT_OF_SERVICE);
      case NEWER_SCHEMA -> Refusal.of(RefusalReason.AGENT_NEWER, OUT_OF_SERVICE);
      case FULL ->
          Refusal.of(
              RefusalReason.STORAGE_FULL,
              "The gateway's disk is full. Nothing was stored; send the request again when the"
                  + " operator has made room.");
      case COMMIT_FAILED, READ_FAILED, CLOSED, CONSTRAINT ->
          Refusal.of(
              RefusalReason.STORE_UNAVAILABLE,
              "The store did not take the turn. The model was not asked; send the request again.");
    };
  }

  /** What a caller is told of a store that broke while something was looked up or removed. */
  static Refusal ofLookup(StorageFailure failure) {
    return switch (failure.code()) {
      case AGENT_UNAVAILABLE, NEWER_SCHEMA, CANNOT_OPEN -> of(failure);
      case FULL ->
          Refusal.of(
              RefusalReason.STORAGE_FULL,
              "The gateway's disk is full; send the request again when the operator has made"
                  + " room.");
      case COMMIT_FAILED, READ_FAILED, CLOSED, CONSTRAINT ->
          Refusal.of(
              RefusalReason.STORE_UNAVAILABLE,
              "The store did not answer as it should; send the request again.");
    };
  }
}
