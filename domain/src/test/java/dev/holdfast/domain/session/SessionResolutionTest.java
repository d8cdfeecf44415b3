package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RefusalReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Session resolution")
class SessionResolutionTest {

  private static final SessionKey KEY = SessionKey.ofStored("agent:main:web:direct:ann");
  private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");
  private static final ResetPolicy IDLE =
      new ResetPolicy(new ResetRule.Idle(Duration.ofMinutes(30)), Map.of(), Map.of());

  @Test
  void creates_what_the_key_has_not_yet() {
    assertThat(SessionResolution.ofKey(AgentId.MAIN, KEY, new StoredSession.Absent(), IDLE, NOW))
        .isEqualTo(new SessionResolution.Created(AgentId.MAIN, KEY));
  }

  @Test
  void resumes_what_is_fresh() {
    SessionEntry entry = entry(NOW.minusSeconds(60));

    assertThat(ofKey(entry, IDLE)).isEqualTo(new SessionResolution.Resumed(entry));
  }

  @Test
  void resumes_whatever_its_age_without_a_policy() {
    SessionEntry entry = entry(NOW.minus(Duration.ofDays(4000)));

    assertThat(ofKey(entry, ResetPolicy.NONE)).isEqualTo(new SessionResolution.Resumed(entry));
  }

  @Test
  void rotates_what_is_stale_and_says_why() {
    SessionEntry entry = entry(NOW.minus(Duration.ofHours(1)));

    assertThat(ofKey(entry, IDLE))
        .isEqualTo(new SessionResolution.Rotated(entry, RotationReason.IDLE));
  }

  @Test
  void adopts_a_row_that_was_reserved_and_never_used() {
    SessionEntry reserved = Entries.reserved(KEY, NOW.minus(Duration.ofDays(3)));

    assertThat(ofKey(reserved, IDLE)).isEqualTo(new SessionResolution.Resumed(reserved));
  }

  @Test
  void of_an_id_resumes_what_exists_under_that_key_and_agent_whatever_its_age() {
    SessionEntry entry = entry(NOW.minus(Duration.ofDays(3)));

    assertThat(SessionResolution.ofId(AgentId.MAIN, KEY, new StoredSession.Present(entry)))
        .isEqualTo(new SessionResolution.Resumed(entry));
  }

  @Test
  void of_an_id_answers_alike_for_nothing_another_key_and_another_agent() {
    StoredSession stored = new StoredSession.Present(entry(NOW));
    SessionKey other = SessionKey.ofStored("agent:main:web:direct:bob");

    SessionResolution refused =
        SessionResolution.ofId(AgentId.MAIN, KEY, new StoredSession.Absent());

    assertThat(refused)
        .isInstanceOfSatisfying(
            SessionResolution.Refused.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.SESSION_NOT_FOUND));
    assertThat(SessionResolution.ofId(AgentId.MAIN, other, stored)).isEqualTo(refused);
    assertThat(SessionResolution.ofId(new AgentId("work"), KEY, stored)).isEqualTo(refused);
  }

  private static SessionResolution ofKey(SessionEntry entry, ResetPolicy policy) {
    return SessionResolution.ofKey(
        AgentId.MAIN, KEY, new StoredSession.Present(entry), policy, NOW);
  }

  private static SessionEntry entry(Instant at) {
    return Entries.entry(KEY, at, at, at);
  }
}
