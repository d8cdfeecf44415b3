package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.EarlierAttempts.Earlier;
import dev.holdfast.app.usecase.EarlierAttempts.Telling;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to an outcome, on the thread that runs it: that of a turn of its own, of
 * the same request that runs already, or of one that came before.
 */
final class TurnRun implements Turn {

  /** How long a caller may be gone before its turn is stopped: a retry can still come back. */
  private static final Duration GONE_GRACE = Duration.ofSeconds(10);

  /** How often a request looks again what became of the same one. */
  private static final int MAX_PLANS = 5;

  private static final Logger log = LoggerFactory.getLogger(TurnRun.class);

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnStop stop;
  private final TurnObserver observer;
  private final TurnBroadcast broadcast;

  /** What is listened to: the own turn, or the one that runs for the same request already. */
  private volatile TurnBroadcast heard;

  private volatile boolean gone;

  /** Whether the turn has told its identity; known to its own thread. */
  private boolean named;

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

  /** Whether the caller is there and the other turn still lets it join. */
  private synchronized boolean hears(TurnBroadcast other) {
    if (gone || !other.join()) {
      return false;
    }
    heard = other;
    return true;
  }

  /** A request that its client named is done whoever listens: its name finds what came of it. */
  private void nobodyListens(long time) {
    switch (request.arrival().repetition()) {
      case Repetition.Named _ -> {}
      case Repetition.None(), Repetition.SentAgain() ->
          machinery
              .timers()
              .after(
                  GONE_GRACE,
                  () -> {
                    if (broadcast.closeIfAloneSince(time)) {
                      stop.stop(StopReason.CALLER_GONE);
                    }
                  });
    }
  }

  @Override
  public void leaveQueue() {
    if (heard != broadcast) {
      callerGone();
    } else if (!(request.arrival().repetition() instanceof Repetition.Named)
        && !broadcast.hasOthers()) {
      stop.leaveQueue();
    }
  }

  @Override
  public TurnOutcome run() {
    if (!machinery.running().enter(stop)) {
      return TurnRefusals.noneBegins(machinery.running());
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
    for (int joins = 0; joins < MAX_PLANS; joins++) {
      switch (machinery.attempts().enter(request, placed, broadcast)) {
        case Attempts.Entry.Conflicts(Refusal refusal) -> {
          return new TurnOutcome.Refused(refusal);
        }
        case Attempts.Entry.Leads(Attempts.Pass pass) -> {
          return leading(placed, pass);
        }
        case Attempts.Entry.Joins(TurnBroadcast other) -> {
          if (hears(other)) {
            return other.follow(observer, () -> gone);
          }
          if (gone) {
            return TurnRefusals.gaveUp(machinery.running(), stop);
          }
          // It is stopped because nobody listened: what comes of it is tried again.
          other.awaitEnd();
        }
      }
    }
    return TurnRefusals.neverQuiet();
  }

  /**
   * Whoever joined hears of each end, also of one that nobody foresaw. Nobody can join from then
   * on: what came of the request is stored.
   */
  private TurnOutcome leading(Placed placed, Attempts.Pass pass) {
    try {
      TurnOutcome outcome = attempt(placed);
      pass.close();
      broadcast.end(outcome);
      return outcome;
    } catch (StorageFailure failure) {
      TurnOutcome refused = new TurnOutcome.Refused(StorageRefusals.of(failure));
      pass.close();
      broadcast.end(refused);
      return refused;
    } catch (RuntimeException | Error defect) {
      pass.close();
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
    Patience patience = new Patience(machinery.queue().get().patience());
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
    if (named && request.api() == TurnApi.RESPONSES && request.delivery() == Delivery.STREAMED) {
      // The client may have heard of a response of this turn, which never began.
      return TurnRefusals.answeredElsewhere();
    }
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
    if (!named) {
      named = true;
      broadcast.named(stop.id());
    }
    return switch (machinery.admission().admit(request, placed)) {
      case Admission.Refused(Refusal refusal) ->
          Optional.of(kept(placed, new TurnOutcome.Refused(refusal)));
      case Admitted admitted ->
          new TurnAttempt(machinery, request, broadcast, stop, placed, admitted, previous)
              .run()
              .map(outcome -> kept(placed, outcome));
    };
  }

  /** A store that does not take the refusal does not make it another one. */
  private void keep(Placed placed, String name, Refusal refusal) {
    try {
      machinery
          .boundary()
          .refuse(
              placed.agent().id(),
              new TurnCommits.NameClaim.Claims(
                  Attempts.id(request, placed, name), machinery.earlier().validSince()),
              request.arrival().digest(),
              refusal,
              machinery.clock().instant());
    } catch (StorageFailure failure) {
      log.warn("The refusal of request {} could not be kept", request.id(), failure);
    }
  }

  /** Keeps a refusal that the same named request would get again. */
  private TurnOutcome kept(Placed placed, TurnOutcome outcome) {
    if (outcome instanceof TurnOutcome.Refused(Refusal refusal)
        && refusal.reason().repeats()
        && request.arrival().repetition() instanceof Repetition.Named(String name)) {
      keep(placed, name, refusal);
    }
    return outcome;
  }
}
