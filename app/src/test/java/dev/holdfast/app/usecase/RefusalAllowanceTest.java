package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.RefusalAllowance.MOST_AUTHORS;
import static dev.holdfast.app.usecase.RefusalAllowance.MOST_OF_AUTHOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.usecase.RefusalAllowance.Taking;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.ports.in.Requester;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nobody fills the audit with what was refused")
class RefusalAllowanceTest {

  private static final Instant AT = Instant.parse("2026-01-02T03:59:59Z");

  private final RefusalAllowance allowance = new RefusalAllowance();

  private static AuditAuthor author(int number) {
    return new AuditAuthor.Token("t-" + number, "name");
  }

  @Test
  void an_author_has_so_many_rows_an_hour_and_one_that_says_that_there_was_more() {
    List<Taking> taken = new ArrayList<>();
    for (int refusal = 0; refusal < MOST_OF_AUTHOR + 3; refusal++) {
      taken.add(allowance.count(author(1), AT));
    }

    List<Taking> expected = new ArrayList<>(Collections.nCopies(MOST_OF_AUTHOR, Taking.ITSELF));
    expected.add(Taking.THAT_MORE_ARE_LEFT_OUT);
    expected.add(Taking.NOTHING);
    expected.add(Taking.NOTHING);
    assertThat(taken).isEqualTo(expected);
    assertThat(allowance.count(author(2), AT)).isEqualTo(Taking.ITSELF);
    assertThat(allowance.count(author(1), AT.plus(Duration.ofSeconds(1))))
        .as("the next hour")
        .isEqualTo(Taking.ITSELF);
  }

  @Test
  void the_audit_says_of_an_author_only_once_that_there_was_more() {
    TurnFixture fixture = TurnFixture.started();
    AuditService audit =
        new AuditService(
            fixture.store.controlPlaneReads(),
            new WriteBoundary(fixture.writes, LeaseTerms.standard(Takeover.AT_ONCE)),
            fixture.inside(RandomIds.class),
            Clock.fixed(AT, ZoneOffset.UTC),
            new AuditAuthor.OperatingSystemUser("ann"));
    Requester thief = new Requester(Caller.LOCAL_OPERATOR, new RequestId("r"));

    for (int refusal = 0; refusal < MOST_OF_AUTHOR + 3; refusal++) {
      audit.turnedAway(thief, AuditOperation.SESSION_DELETE);
    }
    audit.made(thief, AuditOperation.TURN_ABORT, new AuditTarget.Nothing());

    List<AuditOutcome> told =
        fixture.store.controlPlaneReads().audit(Long.MAX_VALUE, 1000).entries().stream()
            .map(entry -> entry.record().outcome())
            .toList();
    assertThat(told)
        .hasSize(1 + MOST_OF_AUTHOR + 2)
        .startsWith(
            new AuditOutcome.Done(),
            new AuditOutcome.Refused(AuditService.LEFT_OUT),
            new AuditOutcome.Refused("insufficient_scope"));
  }

  @Test
  void authors_beyond_those_that_are_counted_are_counted_as_one() {
    for (int number = 0; number < MOST_AUTHORS; number++) {
      allowance.count(author(number), AT);
    }
    for (int refusal = 0; refusal < MOST_OF_AUTHOR; refusal++) {
      assertThat(allowance.count(author(MOST_AUTHORS + refusal), AT)).isEqualTo(Taking.ITSELF);
    }

    assertThat(allowance.count(author(MOST_AUTHORS), AT)).isEqualTo(Taking.THAT_MORE_ARE_LEFT_OUT);
    assertThat(allowance.count(author(2 * MOST_AUTHORS), AT)).isEqualTo(Taking.NOTHING);
    assertThat(allowance.count(author(0), AT)).isEqualTo(Taking.ITSELF);
  }
}
