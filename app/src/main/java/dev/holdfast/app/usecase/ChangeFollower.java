package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.ChangeFeed.Service;
import dev.holdfast.ports.in.ChangeFeed.Told;
import dev.holdfast.ports.in.ChangeFeed.ToldChange;
import dev.holdfast.ports.in.ChangeFeed.ToldService;
import dev.holdfast.ports.in.Readiness.State;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ChangeReads.ChangePage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the logs of some agents for one caller. A commit of this process wakes it; for those of
 * other processes it looks from time to time, and for agents whose database is out of service, too.
 */
final class ChangeFollower implements Follower {

  private static final Logger log = LoggerFactory.getLogger(ChangeFollower.class);

  /** What is read of an agent at once, so that one busy agent does not keep the others waiting. */
  private static final int PAGE = 100;

  /** How late a follower hears of another process. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Under load each look finds the changes of so long, instead of one for each commit. */
  private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Caller caller;
  private final ChangeReads changes;
  private final Lifecycle lifecycle;
  private final Clock clock;
  private final Runnable atEnd;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean committed;
  private boolean closed;
  private ChangeReads.Watch watch = () -> {};

  private final List<AgentId> agents;
  private final Unread unread;

  /** Moved by the thread that follows. */
  private final TreeMap<AgentId, Long> numbers;

  /** The agents whose log could not be read at the last look. */
  private final Set<AgentId> away = new HashSet<>();

  private long lastLookNanos = System.nanoTime() - PAUSE_BETWEEN_LOOKS.toNanos();
  private boolean backlog;

  private ChangeFollower(
      Caller caller,
      Begin begin,
      ChangeReads changes,
      Lifecycle lifecycle,
      Clock clock,
      Runnable atEnd) {
    this.caller = caller;
    this.agents = begin.agents();
    this.unread = begin.unread();
    this.numbers = new TreeMap<>(begin.numbers());
    this.changes = changes;
    this.lifecycle = lifecycle;
    this.clock = clock;
    this.atEnd = atEnd;
  }

  /**
   * Where following begins.
   *
   * @param numbers the number to begin behind for each agent that has one
   * @param unread where the others begin
   */
  record Begin(List<AgentId> agents, Map<AgentId, Long> numbers, Unread unread) {
    Begin {
      agents = agents.stream().sorted().toList();
      numbers = Map.copyOf(numbers);
    }
  }

  /** Where following begins for an agent that has no number yet. */
  enum Unread {
    /** With its first change. */
    FROM_ITS_FIRST,
    /** Behind what is there when its log is read first: what came before was not asked for. */
    FROM_WHEN_IT_IS_BACK
  }

  /**
   * Begins to follow.
   *
   * @param atEnd told once, when it is closed
   */
  static ChangeFollower begin(
      Caller caller,
      Begin begin,
      ChangeReads changes,
      Lifecycle lifecycle,
      Clock clock,
      Runnable atEnd) {
    ChangeFollower follower = new ChangeFollower(caller, begin, changes, lifecycle, clock, atEnd);
    follower.watch = changes.watch(agent -> follower.wake());
    return follower;
  }

  @Override
  public ChangePlace place() {
    return new ChangePlace(numbers);
  }

  @Override
  public Next next(Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    try {
      do {
        pause();
        if (isOver()) {
          return new Next.Over();
        }
        switch (look()) {
          case Look.Lost() -> {
            return new Next.Over();
          }
          case Look.Seen(List<Told> told) -> {
            if (!told.isEmpty()) {
              return new Next.News(told);
            }
          }
        }
      } while (await(until));
      return new Next.Nothing();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Next.Over();
    } catch (StorageFailure failure) {
      log.warn("A follower of changes is sent away: {}", failure.getMessage());
      return new Next.Over();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
    watch.close();
    atEnd.run();
  }

  private void wake() {
    lock.lock();
    try {
      committed = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    lock.lock();
    try {
      return closed || lifecycle.state() == State.STOPPING;
    } finally {
      lock.unlock();
    }
  }

  /** What a look into the logs gave. */
  private sealed interface Look {

    record Seen(List<Told> told) implements Look {}

    /** A log was cut before it was read here. */
    record Lost() implements Look {}
  }

  private Look look() {
    lastLookNanos = System.nanoTime();
    backlog = false;
    List<Told> told = new ArrayList<>();
    for (AgentId agent : agents) {
      Optional<ChangePage> read = read(agent, told);
      if (read.isPresent()) {
        switch (read.get()) {
          case ChangePage.Unknown() -> {
            return new Look.Lost();
          }
          case ChangePage.Changes(List<LoggedChange> page) -> {
            backlog |= page.size() == PAGE;
            tell(agent, page, told);
          }
        }
      }
    }
    return new Look.Seen(told);
  }

  /** Reads an agent's log, and tells if that goes no more, or goes again. */
  private Optional<ChangePage> read(AgentId agent, List<Told> told) {
    try {
      if (unread == Unread.FROM_WHEN_IT_IS_BACK && !numbers.containsKey(agent)) {
        numbers.put(agent, changes.newest(agent));
      }
      ChangePage page = changes.after(agent, numbers.getOrDefault(agent, 0L), PAGE);
      if (page instanceof ChangePage.Unknown && !numbers.containsKey(agent)) {
        // It was away from the begin on, and what it began with is cut off: the others go on.
        numbers.put(agent, changes.newest(agent));
        page = new ChangePage.Changes(List.of());
      }
      if (away.remove(agent)) {
        told.add(new ToldService(agent, Service.BACK, clock.instant(), place()));
      }
      return Optional.of(page);
    } catch (StorageFailure failure) {
      if (agents.size() == 1 || failure.code() == StorageFailure.Code.CLOSED) {
        throw failure;
      }
      if (away.add(agent)) {
        log.warn("A follower of changes hears nothing of agent {}", agent, failure);
        told.add(new ToldService(agent, Service.OUT, clock.instant(), place()));
      }
      return Optional.empty();
    }
  }

  private void tell(AgentId agent, List<LoggedChange> page, List<Told> told) {
    for (LoggedChange change : page) {
      numbers.put(agent, change.number());
      if (ResponseLookup.reaches(caller, change.change().scope())) {
        told.add(new ToldChange(agent, change, place()));
      }
    }
  }

  /** Lets changes gather, unless more of them are known to be there. */
  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long left = lastLookNanos + PAUSE_BETWEEN_LOOKS.toNanos() - System.nanoTime();
      while (!backlog && !closed && left > 0) {
        left = woken.awaitNanos(left);
      }
      committed = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a reason to look again.
   *
   * @return whether there is time for it
   */
  private boolean await(long until) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.min(LOOK_EVERY.toNanos(), until - System.nanoTime());
      while (!committed && !backlog && !closed && left > 0) {
        left = woken.awaitNanos(left);
      }
      return until - System.nanoTime() > 0;
    } finally {
      lock.unlock();
    }
  }
}
