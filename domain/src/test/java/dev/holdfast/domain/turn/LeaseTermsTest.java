package dev.holdfast.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.turn.LeaseTerms.Standing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A lease that somebody holds")
class LeaseTermsTest {

  private static final Instant DEADLINE = Instant.parse("2026-01-02T03:04:35Z");
  private static final InstanceId HOLDER = new InstanceId("holder");
  private static final InstanceId OTHER = new InstanceId("other");
  private static final LeaseHolder HELD =
      new LeaseHolder(HOLDER, new TurnId("t"), 3, DEADLINE.minusSeconds(30), DEADLINE);

  @Test
  void is_never_lost_to_the_clock_by_its_holder() {
    for (Takeover takeover : Takeover.values()) {
      assertThat(LeaseTerms.standard(takeover).judge(HELD, HOLDER, DEADLINE.plusSeconds(99)))
          .isEqualTo(Standing.OWN);
    }
  }

  @Test
  void can_be_taken_at_once_by_whoever_has_the_home_for_itself() {
    assertThat(LeaseTerms.standard(Takeover.AT_ONCE).judge(HELD, OTHER, DEADLINE.minusSeconds(29)))
        .isEqualTo(Standing.DEAD);
  }

  @Test
  void can_be_taken_after_its_deadline_where_processes_share_a_store() {
    LeaseTerms terms = LeaseTerms.standard(Takeover.AFTER_DEADLINE);

    assertThat(terms.judge(HELD, OTHER, DEADLINE.minusNanos(1))).isEqualTo(Standing.ALIVE);
    assertThat(terms.judge(HELD, OTHER, DEADLINE)).isEqualTo(Standing.ALIVE);
    assertThat(terms.judge(HELD, OTHER, DEADLINE.plusNanos(1))).isEqualTo(Standing.DEAD);
  }

  @Test
  void is_renewed_before_its_term_is_over() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LeaseTerms(
                    Duration.ofSeconds(1), Duration.ofSeconds(1), Takeover.AFTER_DEADLINE));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new LeaseTerms(Duration.ofSeconds(1), Duration.ZERO, Takeover.AFTER_DEADLINE));
  }
}
