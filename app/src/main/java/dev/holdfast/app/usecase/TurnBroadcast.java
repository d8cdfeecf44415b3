package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What one turn tells, for its own caller and for everybody who sent the same request again while
 * it runs: whoever joins hears all of it from the start. Its own caller hears it on the thread of
 * the turn, each other one on its own.
 */
final class TurnBroadcast implements TurnObserver {

  private final TurnObserver own;
  private final LongConsumer whenAlone;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Told> told = new ArrayList<>();
  private End end = new End.NotYet();

  /** The turn's own caller is there from the start. */
  private int audience = 1;

  /** How often nobody has listened so far. */
  private long times;

  private boolean closed;

  /**
   * A broadcast to a turn's own caller.
   *
   * @param whenAlone told each time the last one who listened is gone, the how maniest time it is
   */
  TurnBroadcast(TurnObserver own, LongConsumer whenAlone) {
    this.own = own;
    this.whenAlone = whenAlone;
  }

  private sealed interface Told {

    record Named(TurnId turn) implements Told {}

    record Replaying() implements Told {}

    record Started(TurnFacts facts) implements Told {}

    record Piece(ModelDelta delta) implements Told {}
  }

  private sealed interface End {

    record NotYet() implements End {}

    record Came(TurnOutcome outcome) implements End {}

    /** The turn broke by a defect of the gateway. */
    record Broke(Throwable defect) implements End {}
  }

  @Override
  public void named(TurnId turn) {
    add(new Told.Named(turn));
    own.named(turn);
  }

  @Override
  public void replaying() {
    add(new Told.Replaying());
    own.replaying();
  }

  @Override
  public void started(TurnFacts facts) {
    add(new Told.Started(facts));
    own.started(facts);
  }

  @Override
  public void delta(ModelDelta delta) {
    add(new Told.Piece(delta));
    own.delta(delta);
  }

  /** Says how the turn ended. */
  void end(TurnOutcome outcome) {
    end(new End.Came(outcome));
  }

  /** Says that the turn broke, so that nobody waits for ever. */
  void breakOff(Throwable defect) {
    end(new End.Broke(defect));
  }

  /**
   * One more listens.
   *
   * @return whether that is possible: nobody can join a turn that is stopped because it was alone
   */
  boolean join() {
    lock.lock();
    try {
      if (!closed) {
        audience++;
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets nobody join any more if nobody has listened since the last one left that time.
   *
   * @return whether that is so
   */
  boolean closeIfAloneSince(long time) {
    lock.lock();
    try {
      closed |= audience == 0 && times == time;
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Lets nobody join from now on, before the first word: then none of them needs to be kept. */
  void closeToOthers() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the end, without hearing how it comes. */
  void awaitEnd() {
    lock.lock();
    try {
      while (end instanceof End.NotYet) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** One listens no more. */
  void leave() {
    boolean alone;
    long time;
    lock.lock();
    try {
      audience--;
      alone = audience == 0;
      times += alone ? 1 : 0;
      time = times;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (alone) {
      whenAlone.accept(time);
    }
  }

  /** Whether others listen than the turn's own caller. */
  boolean hasOthers() {
    lock.lock();
    try {
      return audience > 1;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells somebody else all of it, as it comes, and how it ended.
   *
   * @param gone whether they listen no more; asked again after each {@link #leave}
   */
  TurnOutcome follow(TurnObserver observer, BooleanSupplier gone) {
    for (int next = 0; ; next++) {
      switch (await(next, gone)) {
        case Next.Piece(Told piece) -> tell(observer, piece);
        case Next.Over(End.Came(TurnOutcome outcome)) -> {
          return outcome;
        }
        case Next.Over(End.Broke(Throwable defect)) ->
            throw new IllegalStateException("the turn that was joined broke", defect);
        case Next.Over(End.NotYet()) -> {
          return new TurnOutcome.Refused(
              Refusal.of(
                  RefusalReason.CALLER_GONE,
                  "The request was given up while the same one still ran."));
        }
      }
    }
  }

  private sealed interface Next {

    record Piece(Told told) implements Next {}

    /** Nothing more comes for this listener. */
    record Over(End end) implements Next {}
  }

  private Next await(int next, BooleanSupplier gone) {
    lock.lock();
    try {
      while (next >= told.size() && end instanceof End.NotYet && !gone.getAsBoolean()) {
        changed.awaitUninterruptibly();
      }
      return next < told.size() ? new Next.Piece(told.get(next)) : new Next.Over(end);
    } finally {
      lock.unlock();
    }
  }

  private static void tell(TurnObserver observer, Told piece) {
    switch (piece) {
      case Told.Named(TurnId turn) -> observer.named(turn);
      case Told.Replaying() -> observer.replaying();
      case Told.Started(TurnFacts facts) -> observer.started(facts);
      case Told.Piece(ModelDelta delta) -> observer.delta(delta);
    }
  }

  private void add(Told piece) {
    lock.lock();
    try {
      if (!closed) {
        told.add(piece);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(End how) {
    lock.lock();
    try {
      end = how;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
