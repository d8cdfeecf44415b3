package dev.holdfast.domain.turn;

import java.time.Duration;
import java.time.Instant;

/**
 * Tells which turns nobody will end any more, by evidence and never by age alone: one that may
 * still be worked on is left alone.
 */
public final class StuckRule {

  /**
   * How long storing the end of a turn may take beyond the turn's own time limit, before the turn
   * counts as one that hangs.
   */
  public static final Duration STORING = Duration.ofSeconds(60);

  private StuckRule() {}

  /** What is known of a turn in the process that judges. */
  public sealed interface Presence {

    /**
     * It is at work there.
     *
     * @param pastLimit for how long its time limit has been over; zero or less if it is not
     */
    record AtWork(Duration pastLimit) implements Presence {}

    /** No turn of its identity is. */
    record Absent() implements Presence {}
  }

  /**
   * Who judges, and when.
   *
   * @param self the process
   * @param takeover whether every other owner is gone, since this process holds the home's lock
   */
  public record Observer(InstanceId self, Takeover takeover, Instant now) {}

  /** Judges one turn. */
  public static Verdict judge(OpenTurn turn, Presence presence, Observer observer) {
    return turn.owner().equals(observer.self()) ? judgeOwn(presence) : judgeOthers(turn, observer);
  }

  /** Its own turns a process never loses to the clock on the wall, which somebody may set. */
  private static Verdict judgeOwn(Presence presence) {
    return switch (presence) {
      case Presence.AtWork(Duration pastLimit) when pastLimit.compareTo(STORING) > 0 ->
          new Verdict.Stuck(
              StuckReason.OVERDUE,
              "It is at work in this process, and its time limit was over "
                  + pastLimit.toSeconds()
                  + " s ago; it hangs.");
      case Presence.AtWork inTime -> new Verdict.Healthy();
      case Presence.Absent() ->
          new Verdict.Stuck(
              StuckReason.NOT_AT_WORK,
              "This process owns it, and no such turn is at work here: its end could not be"
                  + " stored.");
    };
  }

  private static Verdict judgeOthers(OpenTurn turn, Observer observer) {
    return switch (observer.takeover()) {
      case AT_ONCE -> ownerGone(turn);
      case AFTER_DEADLINE -> byLease(turn, observer.now());
    };
  }

  private static Verdict ownerGone(OpenTurn turn) {
    return new Verdict.Stuck(
        StuckReason.OWNER_GONE,
        "Its owner "
            + turn.owner()
            + " is gone: whoever looks holds the home, and no other process does.");
  }

  private static Verdict byLease(OpenTurn turn, Instant now) {
    return switch (turn.lease()) {
      case OpenTurn.SessionLease.Own(Instant deadline) when now.isAfter(deadline) ->
          new Verdict.Stuck(
              StuckReason.LEASE_EXPIRED,
              "The lease of its owner "
                  + turn.owner()
                  + " was to be renewed until "
                  + deadline
                  + " and was not.");
      case OpenTurn.SessionLease.Own own -> new Verdict.Healthy();
      case OpenTurn.SessionLease.Free() ->
          new Verdict.Stuck(
              StuckReason.WITHOUT_LEASE,
              "The lease of its session is free, so nothing of it can be stored any more.");
      case OpenTurn.SessionLease.OfAnother(TurnId other) ->
          new Verdict.Stuck(
              StuckReason.WITHOUT_LEASE,
              "The lease of its session passed to turn "
                  + other
                  + ", so nothing of it can be stored any more.");
      // Another process may be at work on it, and nothing here tells.
      case OpenTurn.SessionLease.NotNeeded() -> new Verdict.Healthy();
    };
  }

  /** What became of a judgement. */
  public sealed interface Verdict {

    /** Somebody works on it, or may. */
    record Healthy() implements Verdict {}

    /**
     * Nobody will end it.
     *
     * @param evidence one sentence, for an operator
     */
    record Stuck(StuckReason reason, String evidence) implements Verdict {}
  }
}
