package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.read.ChangeReads;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What has a lifetime is removed when it is over")
class RetentionTest {

  /** What tests call a response, and the id that its turn gave it. */
  private final Map<String, String> ids = new HashMap<>();

  private final TurnFixture fixture = TurnFixture.started();
  private final Responses responses = fixture.injector.getInstance(Responses.class);

  @Test
  void ends_after_thirty_days_and_that_of_sessions_never() {
    keep("unlisted", new Target.Unlisted(Overflow.REFUSED));
    keep("keyed", new Target.ByKey(TurnFixture.KEY));

    retentionIn(Retention.LIFETIME.minusHours(1)).removeDue();
    assertThat(isThere("unlisted")).isTrue();

    retentionIn(Retention.LIFETIME.plusHours(1)).removeDue();
    assertThat(isThere("unlisted")).isFalse();
    assertThat(isThere("keyed")).isTrue();
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void ends_for_as_many_as_there_are() {
    for (int number = 0; number < 45; number++) {
      keep("r" + number, new Target.Unlisted(Overflow.REFUSED));
    }

    retentionIn(Retention.LIFETIME.plusHours(1)).removeDue();

    for (int number = 0; number < 45; number++) {
      assertThat(isThere("r" + number)).as("response %d", number).isFalse();
    }
  }

  @Test
  void forgets_the_names_of_requests_after_a_day_and_changes_after_a_week() {
    fixture.run(
        TurnFixture.arriving(
            TurnFixture.request(new Target.Stateless(), "holdfast", "one"),
            new TurnRequest.Arrival(
                TurnFixture.ARRIVAL.digest(),
                new TurnRequest.Repetition.Named("n"),
                TurnRequest.WhenBusy.QUEUE),
            ModelCall.Delivery.WHOLE));
    IdempotencyId name = IdempotencyId.of(Caller.LOCAL_OPERATOR.tokenId(), "", "n");

    retentionIn(EarlierAttempts.NAMED_LIFETIME.minusHours(1)).removeDue();
    assertThat(fixture.store.idempotencyReads().find(AgentId.MAIN, name)).isPresent();
    retentionIn(EarlierAttempts.NAMED_LIFETIME.plusHours(1)).removeDue();
    assertThat(fixture.store.idempotencyReads().find(AgentId.MAIN, name)).isEmpty();

    assertThat(isLogWhole()).isTrue();
    retentionIn(Retention.LOG_LIFETIME.plusHours(1)).removeDue();
    assertThat(isLogWhole()).isFalse();
  }

  private boolean isLogWhole() {
    return fixture.store.changeReads().after(AgentId.MAIN, 0, 100)
        instanceof ChangeReads.ChangePage.Changes;
  }

  @Test
  void does_not_end_by_a_clock_that_was_set() {
    keep("unlisted", new Target.Unlisted(Overflow.REFUSED));
    SetClock clock = new SetClock();
    Retention retention = retention(clock);

    clock.ahead = Retention.LIFETIME.plusHours(1);
    retention.removeDue();
    retention.removeDue();

    assertThat(isThere("unlisted")).isTrue();
  }

  @Test
  void what_was_removed_and_what_could_not_be_is_told_in_the_audit() {
    keep("unlisted", new Target.Unlisted(Overflow.REFUSED));
    retentionIn(Duration.ofHours(1)).removeDue();
    assertThat(retentionTold()).isEmpty();

    retentionIn(Retention.LIFETIME.plusHours(1)).removeDue();
    fixture.writes.failAfter(0, 1);
    retentionIn(Retention.LIFETIME.plusHours(1)).removeDue();
    SetClock clock = new SetClock();
    Retention retention = retention(clock);
    clock.ahead = Retention.LIFETIME.plusHours(1);
    retention.removeDue();

    assertThat(retentionTold())
        .containsExactly(
            "Nothing[] Refused[reason=clock_was_set]",
            "OfAgent[agent=main, name=what is due] Refused[reason=storage_full]",
            "OfAgent[agent=main, name=conversations without a session key: 1, changes of the log:"
                + " 2] Done[]");
  }

  @Test
  void a_clock_that_was_set_is_told_once_until_it_was_right_in_between() {
    SetClock clock = new SetClock();
    Retention retention = retention(clock);
    for (Duration ahead :
        List.of(Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO, Duration.ofDays(2))) {
      clock.ahead = ahead;
      retention.removeDue();
    }

    assertThat(retentionTold())
        .containsExactly(
            "Nothing[] Refused[reason=clock_was_set]", "Nothing[] Refused[reason=clock_was_set]");
  }

  @Test
  void audit_rows_that_go_because_there_are_too_many_are_told_apart_from_old_ones() {
    AuditService audit = fixture.inside(AuditService.class);
    Requester somebody = new Requester(Caller.LOCAL_OPERATOR, new RequestId("r"));
    for (int number = 0; number < 4; number++) {
      audit.made(somebody, AuditOperation.TURN_ABORT, new AuditTarget.Nothing());
    }
    Clock clock = Clock.systemUTC();

    retention(clock).removeOfHome(clock.instant(), 3);
    assertThat(retentionTold())
        .containsExactly("OfHome[name=audit rows before their time: 2] Done[]");
    retention(clock).removeOfHome(clock.instant().plus(Retention.AUDIT_LIFETIME).plusSeconds(1), 3);
    assertThat(retentionTold()).containsExactly("OfHome[name=audit rows: 4] Done[]");
  }

  private List<String> retentionTold() {
    return fixture.store.controlPlaneReads().audit(Long.MAX_VALUE, 100).entries().stream()
        .map(AuditEntry::record)
        .filter(row -> row.operation() == AuditOperation.RETENTION)
        .map(row -> row.target() + " " + row.outcome())
        .toList();
  }

  @Test
  void audit_rows_go_after_ninety_days() {
    assertThat(auditRows()).hasSize(1);

    retentionIn(Retention.AUDIT_LIFETIME.minusHours(1)).removeDue();
    assertThat(auditRows()).containsExactly(AuditOperation.TOKEN_CREATE);

    retentionIn(Retention.AUDIT_LIFETIME.plusHours(1)).removeDue();
    assertThat(auditRows()).containsExactly(AuditOperation.RETENTION);
  }

  private List<AuditOperation> auditRows() {
    return fixture.store.controlPlaneReads().audit(Long.MAX_VALUE, 100).entries().stream()
        .map(entry -> entry.record().operation())
        .toList();
  }

  private Retention retentionIn(Duration time) {
    return retention(Clock.offset(Clock.system(ZoneOffset.UTC), time));
  }

  private Retention retention(Clock clock) {
    return new Retention(
        fixture.injector.getInstance(ConfigurationInForce.class),
        new WriteBoundary(fixture.writes, LeaseTerms.standard(Takeover.AT_ONCE)),
        new RunningTurns(new Lanes(QueueSettings::defaults, Clock.systemUTC(), Telemetry.NONE)),
        fixture.inside(AuditService.class),
        new TurnTimers(),
        clock);
  }

  private boolean isThere(String name) {
    String id = ids.get(name);
    return responses.find(Caller.LOCAL_OPERATOR, id) instanceof Responses.Finding.Found;
  }

  private void keep(String name, Target target) {
    TurnOutcome outcome =
        fixture.run(
            new TurnRequest(
                Caller.LOCAL_OPERATOR,
                new RequestId("req_1"),
                TurnFixture.ARRIVAL,
                TurnApi.RESPONSES,
                target,
                "",
                "holdfast",
                new TurnRequest.History.Configured(),
                List.of(),
                InputItem.given(List.of(Item.message(Role.USER, "one"))),
                CallParameters.NONE,
                ModelCall.Delivery.WHOLE,
                new ResponseWish.Kept(RawFields.NONE, Execution.FOREGROUND)));
    ids.put(name, ResponseId.ofTurn(((TurnOutcome.Completed) outcome).facts().turn()).value());
  }
}
