package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the begin of a turn, once: if that fails, the turn is refused. After a failed commit
 * nobody knows whether it is stored after all; if it is, it is ended, so that it does not run on
 * with nobody at work.
 */
final class TurnBegin {

  private static final Logger log = LoggerFactory.getLogger(TurnBegin.class);

  private static final String NOT_STORED = "begin_not_stored";

  private final TurnMachinery machinery;
  private final AgentId agent;

  TurnBegin(TurnMachinery machinery, AgentId agent) {
    this.machinery = machinery;
    this.agent = agent;
  }

  /** Stores the begin of a turn without a transcript. */
  Beginning store(TurnChange.Started started, TurnCommits.NameClaim claim) {
    return storeUnleased(started, () -> machinery.boundary().beginStateless(agent, started, claim));
  }

  /** Stores the begin of a turn of a session whose lane is held. */
  Beginning store(SessionKey key, TurnCommits.FirstCommit first) {
    try {
      return machinery.boundary().begin(agent, first);
    } catch (StorageFailure failure) {
      endIfStored(
          first.started().turn(),
          failure,
          () ->
              machinery
                  .boundary()
                  .interruptLeftover(
                      agent, key, machinery.instance(), machinery.clock().instant()));
      throw failure;
    }
  }

  /** Stores the begin of a turn of a transcript without a key. */
  Beginning store(TurnCommits.FirstCommit first) {
    return storeUnleased(first.started(), () -> machinery.boundary().begin(agent, first));
  }

  private Beginning storeUnleased(TurnChange.Started started, Supplier<Beginning> begin) {
    try {
      return begin.get();
    } catch (StorageFailure failure) {
      var ending = new TurnEnding.Interrupted(NOT_STORED);
      var ended = new TurnChange.Ended(started.turn(), 0, ending, machinery.clock().instant());
      endIfStored(started.turn(), failure, () -> machinery.boundary().end(agent, ended));
      throw failure;
    }
  }

  private static void endIfStored(TurnId turn, StorageFailure failure, Runnable end) {
    if (failure.code() != StorageFailure.Code.COMMIT_FAILED) {
      return;
    }
    try {
      end.run();
    } catch (StorageFailure again) {
      log.warn(
          "Turn {} may stay running until the next turn of its session or the next start",
          turn,
          again);
    }
  }
}
