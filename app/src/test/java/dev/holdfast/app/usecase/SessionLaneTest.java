package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.out.env.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Whoever wants a session between two turns waits no longer than a turn does")
@Timeout(30)
class SessionLaneTest {

  private static final Lane ANN = new Lane(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY));
  private static final InstanceId HERE = new InstanceId("here");
  private static final InstanceId ELSEWHERE = new InstanceId("elsewhere");

  private final TurnFixture fixture = TurnFixture.started();
  private final AtomicInteger tries = new AtomicInteger();

  @Test
  void a_turn_that_nobody_ends_is_not_waited_for_without_bound() {
    for (InstanceId owner : List.of(HERE, ELSEWHERE)) {
      Lanes lanes =
          new Lanes(() -> queue(Duration.ofMillis(50)), Clock.systemUTC(), Telemetry.NONE);
      SessionLane lane = lane(lanes, new RunningTurns(lanes), Duration.ofMillis(50));

      assertThat(reason(lane.between(ANN, RunningTurn.AWAITED, () -> held(owner))))
          .isEqualTo(RefusalReason.SESSION_QUEUE_FULL);
      assertThat(lanes.size()).isZero();
    }
  }

  @Test
  void a_gateway_that_stops_sends_away_who_waits_for_another_process() {
    for (InstanceId owner : List.of(HERE, ELSEWHERE)) {
      Lanes lanes = new Lanes(() -> queue(Duration.ofHours(1)), Clock.systemUTC(), Telemetry.NONE);
      RunningTurns running = new RunningTurns(lanes);
      SessionLane lane = lane(lanes, running, Duration.ofHours(1));
      tries.set(0);

      SessionLane.Outcome<String> outcome =
          lane.between(
              ANN,
              RunningTurn.AWAITED,
              () -> {
                if (tries.incrementAndGet() == 2) {
                  running.close();
                }
                return held(owner);
              });

      assertThat(reason(outcome)).isEqualTo(RefusalReason.SHUTTING_DOWN);
      assertThat(tries).hasValue(2);
    }
  }

  @Test
  void what_was_waited_for_in_the_lane_is_not_waited_for_again() throws Exception {
    Duration patience = Duration.ofMillis(50);
    Lanes lanes = new Lanes(() -> queue(Duration.ofHours(1)), Clock.systemUTC(), Telemetry.NONE);
    SessionLane lane = lane(lanes, new RunningTurns(lanes), patience);
    Lanes.Place before = new Lanes.Place();
    assertThat(lanes.enter(ANN, before)).isEqualTo(new Lanes.Entry.Entered());
    CompletableFuture<SessionLane.Outcome<String>> outcome = new CompletableFuture<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> outcome.complete(lane.between(ANN, RunningTurn.AWAITED, this::heldElsewhere)));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }

    long inLane = System.nanoTime();
    while (System.nanoTime() - inLane < patience.toNanos()) {
      Thread.onSpinWait();
    }
    lanes.leave(ANN, before);

    assertThat(reason(outcome.get(20, TimeUnit.SECONDS)))
        .isEqualTo(RefusalReason.SESSION_QUEUE_FULL);
    assertThat(tries).hasValue(1);
  }

  @Test
  void force_goes_before_those_that_wait_also_where_no_more_may() throws Exception {
    Lanes lanes = new Lanes(() -> queue(Duration.ofMinutes(1)), Clock.systemUTC(), Telemetry.NONE);
    SessionLane lane = lane(lanes, new RunningTurns(lanes), Duration.ofMinutes(1));
    Lanes.Place running = new Lanes.Place();
    Lanes.Place waiting = new Lanes.Place();
    lanes.enter(ANN, running);
    CompletableFuture<Lanes.Entry> waited = new CompletableFuture<>();
    Thread.startVirtualThread(() -> waited.complete(lanes.enter(ANN, waiting)));
    awaitWaiting(lanes, 1);
    CompletableFuture<SessionLane.Outcome<Boolean>> forced = new CompletableFuture<>();
    Thread.startVirtualThread(
        () ->
            forced.complete(
                lane.between(
                    ANN, RunningTurn.CANCELLED, () -> new Claimed.Done<>(waited.isDone()))));
    awaitWaiting(lanes, 2);

    lanes.leave(ANN, running);

    assertThat(forced.get(20, TimeUnit.SECONDS)).isEqualTo(new SessionLane.Outcome.Done<>(false));
    assertThat(waited.get(20, TimeUnit.SECONDS)).isEqualTo(new Lanes.Entry.Entered());
  }

  private static void awaitWaiting(Lanes lanes, int number) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (lanes.waiting(ANN) < number) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private Claimed<String> heldElsewhere() {
    tries.incrementAndGet();
    return held(ELSEWHERE);
  }

  private SessionLane lane(Lanes lanes, RunningTurns running, Duration patience) {
    return new SessionLane(
        lanes,
        running,
        new WriteBoundary(fixture.writes, LeaseTerms.standard(Takeover.AFTER_DEADLINE)),
        () -> queue(patience),
        HERE,
        Clock.systemUTC());
  }

  private static QueueSettings queue(Duration patience) {
    return new QueueSettings(1, patience);
  }

  private Claimed<String> held(InstanceId owner) {
    return new Claimed.Held<>(
        new LeaseHolder(owner, new TurnId("turn_1"), 1, Instant.EPOCH, Instant.EPOCH));
  }

  private static RefusalReason reason(SessionLane.Outcome<String> outcome) {
    assertThat(outcome).isInstanceOf(SessionLane.Outcome.Refused.class);
    return ((SessionLane.Outcome.Refused<String>) outcome).refusal().reason();
  }
}
