package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.LogLevels;
import dev.holdfast.ports.in.LogLevels.Reading;
import dev.holdfast.ports.in.LogLevels.Setting;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.LogControl.Level;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operator changes how much is logged")
class LogLevelTest {

  private static final Requester BY =
      new Requester(Caller.LOCAL_OPERATOR, new RequestId("req_level"));
  private static final Requester BOUND =
      new Requester(
          new Caller(
              "t", "bound", Scope.ADMIN, new AgentBinding.Only(AgentId.MAIN), new KeyBinding.Any()),
          new RequestId("req_bound"));

  private final TurnFixture fixture = TurnFixture.started();
  private final LogLevels levels = fixture.injector.getInstance(LogLevels.class);

  @Test
  void the_program_says_more_when_asked_and_libraries_never_what_passes_through_them() {
    String ours = LogLevels.PROGRAM + ".app";
    String library = "org.eclipse.jetty";

    assertThat(levels.set(BY, ours, Level.TRACE)).isEqualTo(new Setting.Set(ours, Level.TRACE));
    assertThat(levels.level(BY, ours)).isEqualTo(new Reading.At(ours, Level.TRACE));
    assertThat(levels.set(BY, library, Level.INFO)).isEqualTo(new Setting.Set(library, Level.INFO));
    for (String other : List.of(library, "ROOT", LogLevels.PROGRAM + "er", "dev")) {
      assertThat(levels.set(BY, other, Level.DEBUG)).isEqualTo(new Setting.TooMuch(Level.INFO));
    }
    assertThat(levels.set(BY, "no name", Level.INFO)).isEqualTo(new Setting.NoLogger());
    assertThat(levels.level(BY, "")).isEqualTo(new Reading.NoLogger());
    assertThat(audit())
        .contains(
            new AuditOutcome.Done() + " " + new AuditTarget.OfHome(ours + " trace"),
            new AuditOutcome.Refused("no_logger") + " " + new AuditTarget.OfHome("no name info"),
            new AuditOutcome.Refused("too_much") + " " + new AuditTarget.OfHome("ROOT debug"));
  }

  @Test
  void a_bound_token_has_no_say() {
    assertThat(levels.level(BOUND, LogLevels.PROGRAM)).isEqualTo(new Reading.BeyondBinding());
    assertThat(levels.set(BOUND, LogLevels.PROGRAM, Level.DEBUG))
        .isEqualTo(new Setting.BeyondBinding());

    assertThat(audit())
        .containsExactly(
            new AuditOutcome.Refused("beyond_binding")
                + " "
                + new AuditTarget.OfHome(LogLevels.PROGRAM + " debug"));
  }

  private List<String> audit() {
    AuditTrail.Reading reading =
        fixture.injector.getInstance(AuditTrail.class).read(BY, new AuditTrail.Start.Newest(), 20);
    return ((AuditTrail.Reading.Page) reading)
        .entries().stream()
            .map(entry -> entry.record())
            .filter(row -> row.operation() == AuditOperation.LOG_LEVEL)
            .map(row -> row.outcome() + " " + row.target())
            .toList();
  }
}
