package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.memory.InMemoryStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lease of a turn that runs")
class HeldLeaseTest {

  private static final SessionKey KEY = Samples.key("ann");
  private static final SessionId SESSION = Samples.session("1");

  private final InMemoryStore store = new InMemoryStore(new StoreId("s"));
  private final FailingWrites writes = new FailingWrites(store);
  private final SetClock wall = new SetClock();
  private final AtomicLong nanos = new AtomicLong();
  private final LeaseClock clock = new LeaseClock(wall, this::monotonic);
  private final TurnStop turn = new TurnStop(new TurnId("t1"), new RequestId("r"), wall.instant());

  /** Goes on with the wall, but for what a test adds. */
  private long monotonic() {
    return System.currentTimeMillis() * 1_000_000L + nanos.get();
  }

  @BeforeEach
  void begin() {
    store.open(Samples.request(AgentId.MAIN));
  }

  private HeldLease held(Takeover takeover) {
    LeaseTerms terms = LeaseTerms.standard(takeover);
    LeaseClock.Reading at = clock.read();
    store.inAgent(
        AgentId.MAIN,
        work -> {
          work.sessions().apply(new SessionChange.Reserve(KEY, SESSION, at.wall()));
          return work.turns().start(Samples.started("t1", KEY, SESSION, Samples.OWNER), terms);
        });
    return new HeldLease(
        new WriteBoundary(writes, terms),
        terms,
        clock,
        new HeldLease.Grant(AgentId.MAIN, KEY, new TurnId("t1"), 1, at),
        turn);
  }

  private void takeOver() {
    store.inAgent(
        AgentId.MAIN,
        work ->
            work.turns()
                .start(Samples.started("t2", KEY, SESSION, Samples.OTHER_OWNER), Samples.ALONE));
  }

  @Test
  void is_ours_without_a_look_as_long_as_no_clock_says_otherwise() {
    HeldLease lease = held(Takeover.AFTER_DEADLINE);
    writes.failAfter(0, Integer.MAX_VALUE);

    assertThat(lease.isOurs()).isTrue();
  }

  @Test
  void is_looked_at_once_its_term_is_over_and_lost_if_somebody_has_it() {
    HeldLease lease = held(Takeover.AFTER_DEADLINE);
    takeOver();
    assertThat(lease.isOurs()).as("nobody looked yet").isTrue();

    pass(Duration.ofSeconds(31));

    assertThat(lease.isOurs()).isFalse();
    assertThat(turn.reason()).contains(StopReason.LEASE_LOST);
    assertThat(lease.isOurs()).as("for ever").isFalse();
  }

  @Test
  void is_renewed_by_the_look_if_nobody_has_it() {
    HeldLease lease = held(Takeover.AFTER_DEADLINE);

    pass(Duration.ofSeconds(31));

    assertThat(lease.isOurs()).isTrue();
    writes.failAfter(0, Integer.MAX_VALUE);
    assertThat(lease.isOurs()).as("without another look").isTrue();
  }

  @Test
  void is_looked_at_when_the_clocks_part_as_after_a_suspended_machine() {
    HeldLease lease = held(Takeover.AFTER_DEADLINE);
    takeOver();

    wall.ahead = Duration.ofSeconds(6);

    assertThat(lease.isOurs()).isFalse();
  }

  @Test
  void is_lost_to_whoever_shares_the_store_when_it_can_not_be_renewed_in_time() {
    HeldLease lease = held(Takeover.AFTER_DEADLINE);
    writes.failAfter(0, Integer.MAX_VALUE);

    pass(Duration.ofSeconds(31));

    assertThat(lease.isOurs()).isFalse();
  }

  @Test
  void is_not_lost_to_a_full_disk_by_whoever_has_the_store_alone() {
    HeldLease lease = held(Takeover.AT_ONCE);
    writes.failAfter(0, Integer.MAX_VALUE);

    pass(Duration.ofSeconds(31));

    assertThat(lease.isOurs()).isTrue();
    assertThat(turn.reason()).isEmpty();
  }

  private void pass(Duration time) {
    wall.ahead = wall.ahead.plus(time);
    nanos.addAndGet(time.toNanos());
  }
}
