package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.EarlierAttempts.Earlier;
import dev.holdfast.app.usecase.EarlierAttempts.Telling;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.util.Optional;

/**
 * One request on its way to an outcome, on the thread that runs it: that of a turn of its own, of
 * the same request that runs already, or of one that came before.
 */
final class TurnRun implements Turn {

  /** How long a caller may be gone before its turn is stopped: a retry can still come back. */
  private static final Duration GONE_GRACE = Duration.ofSeconds(10);

  /** How often a request looks again what became of the same one. */
  private static final int MAX_PLANS = 5;

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnStop stop;
  private final TurnObserver observer;
  private final TurnBroadcast broadcast;

  /** What is listened to: the own turn, or the one that runs for the same request already. */
  private volatile TurnBroadcast heard;

  private volatile boolean gone;

  TurnRun(TurnMachinery machinery, TurnRequest request, TurnObserver observer) {
    this.machinery = machinery;
    this.request = request;
    this.observer = observer;
    this.stop =
        new TurnStop(machinery.ids().newTurnId(), request.id(), machinery.clock().instant());
    this.broadcast = new TurnBroadcast(observer, this::nobodyListens);
    this.heard = broadcast;
  }

  /** Its identity, also while it waits. */
  TurnId id() {
    return stop.id();
  }

  @Override
  public void callerGone() {
    TurnBroadcast left;
    synchronized (this) {
      if (gone) {
        return;
      }
      gone = true;
      left = heard;
    }
    left.leave();
  }

  /** Joins a turn that runs, unless the caller is gone already. */
  private synchronized boolean hear(TurnBroadcast other) {
    if (gone) {
      return false;
    }
    other.join();
    heard = other;
    return true;
  }

  /** A request that its client named is done whoever listens: its name finds what came of it. */
  private void nobodyListens() {
    switch (request.arrival().repetition()) {
      case Repetition.Named _ -> {}
      case Repetition.None(), Repetition.SentAgain() ->
          machinery
              .timers()
              .after(
                  GONE_GRACE,
                  () -> {
                    if (broadcast.isAlone()) {
                      stop.stop(StopReason.CALLER_GONE);
                    }
                  });
    }
  }

  @Override
  public void leaveQueue() {
    stop.leaveQueue();
    if (heard != broadcast) {
      callerGone();
    }
  }

  @Override
  public TurnOutcome run() {
    if (!machinery.running().enter(stop)) {
      return TurnRefusals.shuttingDown();
    }
    try {
      return switch (machinery.placement().place(request)) {
        case Placement.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
        case Placed placed -> run(placed);
      };
    } catch (StorageFailure failure) {
      return new TurnOutcome.Refused(StorageRefusals.of(failure));
    } finally {
      machinery.running().leave(stop);
    }
  }

  private TurnOutcome run(Placed placed) {
    return switch (machinery.attempts().enter(request, placed, broadcast)) {
      case Attempts.Entry.Conflicts(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case Attempts.Entry.Joins(TurnBroadcast other) ->
          hear(other)
              ? other.follow(observer, () -> gone)
              : TurnRefusals.gaveUp(machinery.running(), stop);
      case Attempts.Entry.Leads(Attempts.Pass pass) -> {
        try (pass) {
          yield leading(placed);
        }
      }
    };
  }

  /** Whoever joined hears of each end, also of one that nobody foresaw. */
  private TurnOutcome leading(Placed placed) {
    try {
      TurnOutcome outcome = attempt(placed);
      broadcast.end(outcome);
      return outcome;
    } catch (StorageFailure failure) {
      TurnOutcome refused = new TurnOutcome.Refused(StorageRefusals.of(failure));
      broadcast.end(refused);
      return refused;
    } catch (RuntimeException defect) {
      broadcast.breakOff(defect);
      throw defect;
    }
  }

  private TurnOutcome attempt(Placed placed) {
    for (int claims = 0; claims < MAX_PLANS; claims++) {
      switch (machinery.earlier().of(request, placed)) {
        case Earlier.Nothing() -> {
          Optional<TurnOutcome> outcome = begin(placed, new PreviousAttempt.None());
          if (outcome.isPresent()) {
            return outcome.get();
          }
        }
        case Earlier.Tried(TurnId newest) -> {
          Optional<TurnOutcome> outcome = begin(placed, new PreviousAttempt.Of(newest));
          if (outcome.isPresent()) {
            return outcome.get();
          }
        }
        case Earlier.Running(TurnId newest) -> {
          Optional<TurnOutcome> outcome = besideRunning(placed, newest);
          if (outcome.isPresent()) {
            return outcome.get();
          }
        }
        case Earlier.Answered(TurnOutcome.Completed outcome) -> {
          return tellAgain(outcome);
        }
        case Earlier.Refused(Refusal refusal, Telling telling) -> {
          if (telling == Telling.AGAIN) {
            broadcast.replaying();
          }
          return new TurnOutcome.Refused(refusal);
        }
      }
    }
    return TurnRefusals.neverQuiet();
  }

  /**
   * A turn of the same request runs, and not here. In a session its lease tells whether it is
   * alive; without one only a process that has the store for itself knows that it is not.
   */
  private Optional<TurnOutcome> besideRunning(Placed placed, TurnId newest) {
    boolean isJudgedByLease = placed.conversation().sessionKey().isPresent();
    return switch (machinery.terms().takeover()) {
      case AT_ONCE -> begin(placed, new PreviousAttempt.Of(newest));
      case AFTER_DEADLINE ->
          isJudgedByLease
              ? begin(placed, new PreviousAttempt.Of(newest))
              : awaitElsewhere(placed, newest);
    };
  }

  private Optional<TurnOutcome> awaitElsewhere(Placed placed, TurnId newest) {
    Patience patience = new Patience(machinery.queue().patience());
    while (machinery
        .turns()
        .byId(placed.agent().id(), newest)
        .filter(turn -> !turn.state().isTerminal())
        .isPresent()) {
      if (patience.isOver()) {
        return Optional.of(TurnRefusals.waitedTooLong());
      }
      if (stop.waitElsewhere(patience.nextPause())) {
        return Optional.of(TurnRefusals.gaveUp(machinery.running(), stop));
      }
    }
    return Optional.empty();
  }

  private TurnOutcome tellAgain(TurnOutcome.Completed outcome) {
    broadcast.named(outcome.facts().turn());
    broadcast.replaying();
    broadcast.started(outcome.facts());
    switch (request.delivery()) {
      case STREAMED -> AnswerPieces.of(outcome.choices()).forEach(broadcast::delta);
      case WHOLE -> {}
    }
    return outcome;
  }

  /** Begins a turn; empty if somebody else has claimed the request's name meanwhile. */
  private Optional<TurnOutcome> begin(Placed placed, PreviousAttempt previous) {
    broadcast.named(stop.id());
    return switch (machinery.admission().admit(request, placed)) {
      case Admission.Refused(Refusal refusal) ->
          Optional.of(kept(placed, new TurnOutcome.Refused(refusal)));
      case Admitted admitted ->
          new TurnAttempt(machinery, request, broadcast, stop, placed, admitted, previous)
              .run()
              .map(outcome -> kept(placed, outcome));
    };
  }

  /** Keeps a refusal that the same named request would get again. */
  private TurnOutcome kept(Placed placed, TurnOutcome outcome) {
    if (outcome instanceof TurnOutcome.Refused(Refusal refusal)
        && refusal.reason().repeats()
        && request.arrival().repetition() instanceof Repetition.Named(String name)) {
      machinery
          .boundary()
          .refuse(
              placed.agent().id(),
              new TurnCommits.NameClaim.Claims(
                  Attempts.id(request, placed, name), machinery.earlier().validSince()),
              request.arrival().digest(),
              refusal,
              machinery.clock().instant());
    }
    return outcome;
  }
}
