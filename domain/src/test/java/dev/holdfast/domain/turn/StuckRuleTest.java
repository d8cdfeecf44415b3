package dev.holdfast.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.OpenTurn.SessionLease;
import dev.holdfast.domain.turn.StuckRule.Observer;
import dev.holdfast.domain.turn.StuckRule.Presence;
import dev.holdfast.domain.turn.StuckRule.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A turn counts as stuck by evidence, never by its age")
class StuckRuleTest {

  private static final InstanceId SELF = new InstanceId("1@here/self");
  private static final InstanceId OTHER = new InstanceId("2@there/other");
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final Presence ABSENT = new Presence.Absent();
  private static final SessionLease HELD = new SessionLease.Own(NOW.plusSeconds(1));
  private static final SessionLease EXPIRED = new SessionLease.Own(NOW.minusSeconds(1));
  private static final List<SessionLease> LEASES =
      List.of(
          HELD,
          EXPIRED,
          new SessionLease.Free(),
          new SessionLease.OfAnother(new TurnId("turn-2")),
          new SessionLease.NotNeeded());

  @ParameterizedTest
  @EnumSource(Takeover.class)
  void its_own_turn_at_work_is_healthy_until_its_limit_and_storing_are_over(Takeover takeover) {
    Presence inTime = new Presence.AtWork(StuckRule.STORING);
    Presence late = new Presence.AtWork(StuckRule.STORING.plusMillis(1));

    for (SessionLease lease : LEASES) {
      assertThat(judge(turn(SELF, lease), inTime, takeover)).isEqualTo(new Verdict.Healthy());
      assertThat(reason(judge(turn(SELF, lease), late, takeover))).isEqualTo(StuckReason.OVERDUE);
    }
  }

  @ParameterizedTest
  @EnumSource(Takeover.class)
  void its_own_turn_that_is_not_at_work_is_stuck(Takeover takeover) {
    for (SessionLease lease : LEASES) {
      assertThat(reason(judge(turn(SELF, lease), ABSENT, takeover)))
          .isEqualTo(StuckReason.NOT_AT_WORK);
    }
  }

  @Test
  void whoever_holds_the_home_knows_that_other_owners_are_gone() {
    for (SessionLease lease : LEASES) {
      assertThat(reason(judge(turn(OTHER, lease), ABSENT, Takeover.AT_ONCE)))
          .isEqualTo(StuckReason.OWNER_GONE);
    }
  }

  @Test
  void where_processes_share_a_store_only_the_lease_tells() {
    assertThat(shared(HELD)).isEqualTo(new Verdict.Healthy());
    assertThat(shared(new SessionLease.Own(NOW))).isEqualTo(new Verdict.Healthy());
    assertThat(shared(new SessionLease.NotNeeded())).isEqualTo(new Verdict.Healthy());
    assertThat(reason(shared(EXPIRED))).isEqualTo(StuckReason.LEASE_EXPIRED);
    assertThat(reason(shared(new SessionLease.Free()))).isEqualTo(StuckReason.WITHOUT_LEASE);
    assertThat(reason(shared(new SessionLease.OfAnother(new TurnId("turn-2")))))
        .isEqualTo(StuckReason.WITHOUT_LEASE);
  }

  @Test
  void no_age_makes_a_turn_of_another_process_stuck() {
    OpenTurn old =
        new OpenTurn(
            new TurnId("turn-1"), keyed(), OTHER, 1, NOW.minus(Duration.ofDays(1000)), HELD);

    assertThat(judge(old, ABSENT, Takeover.AFTER_DEADLINE)).isEqualTo(new Verdict.Healthy());
  }

  @Test
  void evidence_is_a_sentence() {
    Stream.of(
            judge(turn(SELF, HELD), new Presence.AtWork(Duration.ofMinutes(2)), Takeover.AT_ONCE),
            judge(turn(SELF, HELD), ABSENT, Takeover.AT_ONCE),
            judge(turn(OTHER, HELD), ABSENT, Takeover.AT_ONCE),
            shared(EXPIRED))
        .forEach(verdict -> assertThat(((Verdict.Stuck) verdict).evidence()).matches("[A-Z].*[.]"));
  }

  private static Verdict shared(SessionLease lease) {
    return judge(turn(OTHER, lease), ABSENT, Takeover.AFTER_DEADLINE);
  }

  private static Verdict judge(OpenTurn turn, Presence presence, Takeover takeover) {
    return StuckRule.judge(turn, presence, new Observer(SELF, takeover, NOW));
  }

  private static StuckReason reason(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Stuck.class);
    return ((Verdict.Stuck) verdict).reason();
  }

  private static OpenTurn turn(InstanceId owner, SessionLease lease) {
    return new OpenTurn(new TurnId("turn-1"), keyed(), owner, 1, NOW.minusSeconds(5), lease);
  }

  private static TurnScope keyed() {
    return new TurnScope.Keyed(SessionKey.ofStored("agent:main:main"), new SessionId("session-1"));
  }
}
