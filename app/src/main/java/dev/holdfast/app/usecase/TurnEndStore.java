package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.usecase.TurnCommits.EndedResponse;
import dev.holdfast.app.usecase.TurnCommits.LastCommit;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.write.TurnWrites.EndResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how one turn ended, and finds out whether it is stored where a commit does not tell (ADR
 * 0005).
 */
final class TurnEndStore {

  private static final Logger log = LoggerFactory.getLogger(TurnEndStore.class);

  /** How long an end that could not be stored waits before it is tried again, at first. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  /** The most it waits: room on a disk should be noticed soon. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final TurnMachinery machinery;
  private final TurnStop stop;
  private final AgentSettings agent;
  private final TurnFacts facts;
  private final ResponseWish response;

  TurnEndStore(
      TurnMachinery machinery,
      TurnStop stop,
      AgentSettings agent,
      TurnFacts facts,
      ResponseWish response) {
    this.machinery = machinery;
    this.stop = stop;
    this.agent = agent;
    this.facts = facts;
    this.response = response;
  }

  /** Whether the end is stored. */
  sealed interface Stored {

    /** It is, as of this time. */
    record Yes(Instant at) implements Stored {}

    /** Somebody else has ended the turn: it lost its lease. */
    record ByAnother() implements Stored {}

    record No() implements Stored {}
  }

  /**
   * What the model said.
   *
   * @param events none if nothing of it is kept
   * @param extra members of its answer that are passed on
   * @param kept what is kept of it beside any transcript
   */
  record Answer(List<NewEvent> events, RawFields extra, KeptAnswer kept) {

    static final Answer NONE = new Answer(List.of(), RawFields.NONE, new KeptAnswer.None());
  }

  /**
   * Stores the end. A full disk or a failed commit is tried again until the turn's time limit: what
   * the model said is already paid for. Trying again stores nothing twice: a turn ends once.
   */
  Stored store(TurnEnd end, Answer answer, TurnEnding ending) {
    return store(ending, at -> storeOnce(end, answer, ending, at));
  }

  /** The same for a turn of a session that adds nothing to it. */
  Stored storeEndOnly(long epoch, TurnEnding ending) {
    return store(ending, at -> endOnly(epoch, ending, at));
  }

  /** Stores an end as of a moment. */
  private interface Storing {
    EndResult at(Instant moment);
  }

  private Stored store(TurnEnding ending, Storing storing) {
    Instant giveUpAt = facts.startedAt().plus(agent.turnTimeout());
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      Instant at = machinery.clock().instant();
      try {
        return switch (storing.at(at)) {
          case EndResult.Stored() -> new Stored.Yes(at);
          case EndResult.LeaseLost() -> lost(ending);
        };
      } catch (StorageFailure failure) {
        log.error("The end of turn {} could not be stored", facts.turn(), failure);
        if (readBack(ending) instanceof Stored.Yes stored) {
          return stored;
        }
        if (!mayPass(failure) || at.plus(pause).isAfter(giveUpAt) || stop.pause(pause)) {
          return new Stored.No();
        }
      }
    }
  }

  /** The turn had ended before: by an earlier try that was told as failed, or by somebody else. */
  private Stored lost(TurnEnding ending) {
    if (readBack(ending) instanceof Stored.Yes stored) {
      return stored;
    }
    log.warn("Turn {} lost its lease; its end was not stored", facts.turn());
    return new Stored.ByAnother();
  }

  /** Nobody but this object ends this turn in this state; others can only interrupt it. */
  private Stored readBack(TurnEnding ending) {
    try {
      Optional<TurnRecord> turn = machinery.turns().byId(agent.id(), facts.turn());
      if (turn.isPresent() && turn.get().state() == ending.state()) {
        log.info("The end of turn {} is stored although its commit failed", facts.turn());
        return new Stored.Yes(turn.get().endedAt());
      }
    } catch (StorageFailure unreadable) {
      log.warn("Whether turn {} has ended could not be read", facts.turn(), unreadable);
    }
    return new Stored.No();
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  private static boolean mayPass(StorageFailure failure) {
    return switch (failure.code()) {
      case FULL, COMMIT_FAILED -> true;
      case CANNOT_OPEN, NEWER_SCHEMA, READ_FAILED, CLOSED, AGENT_UNAVAILABLE, CONSTRAINT -> false;
    };
  }

  private EndResult storeOnce(TurnEnd end, Answer answer, TurnEnding ending, Instant at) {
    return switch (end) {
      case TurnEnd.Stateless() ->
          machinery
              .boundary()
              .end(agent.id(), new TurnChange.Ended(facts.turn(), 0, ending, at), answer.kept());
      case TurnEnd.Keyed keyed -> {
        List<NewEvent> events = answer.events();
        yield events.isEmpty()
            ? endOnly(keyed.epoch(), ending, at)
            : store(keyed, keyed.epoch(), List.of(headAt(keyed, events, at)), answer, ending, at);
      }
      case TurnEnd.Unlisted unlisted ->
          answer.events().isEmpty()
              ? endOnly(0, ending, at)
              : store(unlisted, 0, List.of(), answer, ending, at);
    };
  }

  private static SessionChange headAt(TurnEnd.Keyed keyed, List<NewEvent> answer, Instant at) {
    EventParent head = EventParent.after(answer.getLast().id());
    return new SessionChange.MoveHead(keyed.key(), keyed.session(), head, at);
  }

  private EndResult endOnly(long epoch, TurnEnding ending, Instant at) {
    return machinery
        .boundary()
        .end(agent.id(), new TurnChange.Ended(facts.turn(), epoch, ending, at));
  }

  private EndResult store(
      TurnEnd.InTranscript end,
      long epoch,
      List<SessionChange> steps,
      Answer answer,
      TurnEnding ending,
      Instant at) {
    var ended = new TurnChange.Ended(facts.turn(), epoch, ending, at);
    EndedResponse endedResponse =
        switch (response) {
          case ResponseWish.None() -> new EndedResponse.None();
          case ResponseWish.Kept _ ->
              new EndedResponse.Ended(ResponseId.ofTurn(facts.turn()), answer.extra());
        };
    return machinery
        .boundary()
        .end(
            agent.id(),
            new LastCommit(ended, end.session(), steps, answer.events(), endedResponse));
  }
}
