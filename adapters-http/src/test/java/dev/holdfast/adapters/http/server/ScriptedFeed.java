package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Changes as the use cases behind the server would tell them: a few, and then no more. */
final class ScriptedFeed implements ChangeFeed {

  static final SessionKey KEY = SessionKey.ofStored("agent:main:web:direct:ann");
  static final SessionId SESSION = new SessionId("session-1");

  /** How each wish to follow began, and for whom. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Opened once a follower was closed. */
  final CountDownLatch closed = new CountDownLatch(1);

  private final BlockingQueue<Next> script = new LinkedBlockingQueue<>();
  private volatile Optional<Opening> refusal = Optional.empty();
  private volatile boolean open = true;
  private volatile ChangePlace place = place(1);

  static ChangePlace place(long number) {
    return new ChangePlace(Map.of(AgentId.MAIN, number));
  }

  static ToldChange told(long number, Change change) {
    return new ToldChange(
        AgentId.MAIN,
        new LoggedChange(number, Instant.parse("2026-01-02T03:04:05.678Z"), change),
        place(number));
  }

  private static ToldService told(Service service) {
    return new ToldService(
        new AgentId("other"), service, Instant.parse("2026-01-02T03:04:06Z"), place(9));
  }

  /** One change of every kind, and of every kind of conversation. */
  static List<Told> everyKind() {
    TurnScope keyed = new TurnScope.Keyed(KEY, SESSION);
    TurnId turn = new TurnId("turn_1");
    return List.of(
        told(2, new Change.TurnStarted(turn, keyed)),
        told(3, new Change.SessionCreated(KEY, SESSION)),
        told(4, new Change.TurnEnded(turn, new TurnScope.Unlisted(SESSION), TurnState.COMPLETED)),
        told(5, new Change.TurnEnded(turn, new TurnScope.Stateless(), TurnState.FAILED)),
        told(6, new Change.SessionReset(KEY, SESSION, RotationReason.DAILY)),
        told(7, new Change.SessionUpdated(KEY, SESSION)),
        told(8, new Change.SessionArchived(KEY, SESSION)),
        told(9, new Change.SessionRestored(KEY, SESSION)),
        told(Service.OUT),
        told(Service.BACK));
  }

  /** What followers are told next; without any they hear that it is over. */
  void play(Next... next) {
    script.addAll(List.of(next));
  }

  /** Followers wait for what is played from now on, instead of hearing that it is over. */
  void stayOpen() {
    script.clear();
    open = false;
  }

  /** Followers hear that it is over. */
  void end() {
    closed.countDown();
  }

  /** From now on nobody may follow. */
  void refuse(Opening with) {
    refusal = Optional.of(with);
  }

  /** Something happened that the follower may not know of. */
  void passTo(long number) {
    place = place(number);
  }

  @Override
  public Opening open(Caller caller, String agent, Start start) {
    asked.add(caller.name() + " asks for '" + agent + "' " + start);
    return refusal.orElseGet(() -> new Opening.Opened(new Scripted()));
  }

  private final class Scripted implements Follower {

    @Override
    public ChangePlace place() {
      return place;
    }

    @Override
    public Next next(Duration patience) {
      try {
        while (closed.getCount() > 0) {
          Next next = script.poll(open ? 0 : 10, TimeUnit.MILLISECONDS);
          if (next instanceof Next.News(List<Told> told)) {
            place = told.getLast().behind();
          }
          if (next != null || open) {
            return next == null ? new Next.Over() : next;
          }
        }
        return new Next.Over();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }

    @Override
    public void close() {
      if (!open) {
        closed.countDown();
      }
    }
  }
}
