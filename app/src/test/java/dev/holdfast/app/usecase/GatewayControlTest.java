package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.ConfigurationSource;
import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.GatewayControl;
import dev.holdfast.ports.in.GatewayControl.Change;
import dev.holdfast.ports.in.GatewayControl.Phase;
import dev.holdfast.ports.in.GatewayControl.Reload;
import dev.holdfast.ports.in.GatewayControl.Restart;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TurnRequest.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operator drains, stops and renews a gateway, and has it read its configuration")
class GatewayControlTest {

  private static final Requester BY =
      new Requester(Caller.LOCAL_OPERATOR, new RequestId("req_control"));
  private static final Requester BOUND =
      new Requester(
          new Caller(
              "t", "bound", Scope.ADMIN, new AgentBinding.Only(AgentId.MAIN), new KeyBinding.Any()),
          new RequestId("req_bound"));
  private static final Finding WRONG =
      new Finding("wrong", Severity.ERROR, "It is wrong.", "there", "Mend it.");

  private final Instant before = Instant.now(Clock.systemUTC());
  private final TurnFixture fixture = TurnFixture.started();
  private final GatewayControl control = fixture.injector.getInstance(GatewayControl.class);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void a_gateway_tells_how_it_stands() {
    GatewayControl.Status status = control.status();

    assertThat(status.phase()).isEqualTo(Phase.SERVING);
    assertThat(status.since()).isBetween(before, fixture.clock.instant());
    assertThat(status.store()).isEqualTo("fixture");
    assertThat(status.url()).isEqualTo(TurnFixture.URL);
    assertThat(status.pid()).isEqualTo(1);
    assertThat(status.running()).isZero();
    assertThat(status.settings().path()).isEqualTo("/home/holdfast.json");
    assertThat(status.settings().needRestart()).isEmpty();
  }

  @Test
  void one_that_drains_finishes_what_runs_and_sends_away_what_waits_and_what_comes()
      throws Exception {
    ScriptedRuntime.Held held = fixture.upstream.hold("done");
    Future<TurnOutcome> runs = threads.submit(() -> fixture.say("one"));
    held.awaitAsked();
    Future<TurnOutcome> waits = threads.submit(() -> fixture.say("two"));
    awaitWaiting();

    assertThat(control.status().running()).isEqualTo(1);
    assertThat(control.status().waiting()).isEqualTo(1);
    assertThat(made(control.drain(BY)).phase()).isEqualTo(Phase.DRAINING);

    assertThat(reason(waits.get(20, TimeUnit.SECONDS))).isEqualTo(RefusalReason.DRAINING);
    assertThat(reason(fixture.say("three"))).isEqualTo(RefusalReason.DRAINING);
    assertThat(fixture.injector.getInstance(Readiness.class).state())
        .isEqualTo(Readiness.State.DRAINING);
    held.release();
    assertThat(runs.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void turns_begin_again_once_draining_is_undone() {
    control.drain(BY);
    assertThat(made(control.undrain(BY)).phase()).isEqualTo(Phase.SERVING);

    assertThat(fixture.say("one")).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.injector.getInstance(Readiness.class).state())
        .isEqualTo(Readiness.State.READY);
  }

  @Test
  void both_may_be_asked_for_twice() {
    control.drain(BY);
    assertThat(made(control.drain(BY)).phase()).isEqualTo(Phase.DRAINING);
    control.undrain(BY);
    assertThat(made(control.undrain(BY)).phase()).isEqualTo(Phase.SERVING);
  }

  @Test
  void a_stop_is_handed_to_the_process_and_noted_before() {
    List<AuditOperation> before = notedWhenWished();

    assertThat(made(control.stop(BY)).phase()).isEqualTo(Phase.SERVING);

    assertThat(fixture.process.wished).containsExactly("stop");
    assertThat(before).containsExactly(AuditOperation.GATEWAY_STOP);
  }

  @Test
  void a_restart_is_handed_to_the_process_and_noted_before() {
    List<AuditOperation> before = notedWhenWished();

    assertThat(control.restart(BY)).isInstanceOf(Restart.Begun.class);

    assertThat(fixture.process.wished).containsExactly("restart as main");
    assertThat(before).containsExactly(AuditOperation.GATEWAY_RESTART);
  }

  @Test
  void one_that_is_prevented_is_noted_as_refused() {
    fixture.process.prevents = List.of(WRONG);

    control.restart(BY);

    assertThat(audit())
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.outcome())
                    .isEqualTo(new AuditOutcome.Refused("configuration_kept")));
  }

  @Test
  void the_process_hears_of_every_reload_because_it_may_be_about_to_start_anew() {
    control.reload(BY);
    control.reload();

    assertThat(fixture.process.wished).containsExactly("reloaded", "reloaded");
  }

  @Test
  void nothing_can_be_asked_of_one_that_has_stopped() {
    fixture.gateway.stop();

    assertThat(control.drain(BY)).isInstanceOf(Change.TooLate.class);
    assertThat(control.undrain(BY)).isInstanceOf(Change.TooLate.class);
    assertThat(control.stop(BY)).isInstanceOf(Change.TooLate.class);
    assertThat(control.restart(BY)).isInstanceOf(Restart.TooLate.class);
    assertThat(fixture.process.wished).isEmpty();
  }

  @Test
  void a_restart_begins_only_with_a_configuration_that_can_hold() {
    fixture.process.written = new ConfigurationSource.Reading.Invalid(List.of(WRONG));
    assertThat(control.restart(BY)).isEqualTo(new Restart.Kept(List.of(WRONG)));
    assertThat(fixture.process.wished).isEmpty();

    fixture.process.write(fixture.configuration.now());
    fixture.process.prevents = List.of(WRONG);
    assertThat(control.restart(BY)).isEqualTo(new Restart.Kept(List.of(WRONG)));
    assertThat(fixture.process.wished).isEmpty();

    fixture.process.prevents = List.of();
    assertThat(control.restart(BY)).isInstanceOf(Restart.Begun.class);
    assertThat(fixture.process.wished).containsExactly("restart as main");
  }

  @Test
  void what_would_come_of_it_is_foreseen_and_neither_done_nor_noted() {
    Configuration inForce = fixture.configuration.now();
    fixture.process.write(withInstructions("Be loud."));
    assertThat(control.foreseenRestart(BY)).isInstanceOf(Restart.Begun.class);
    assertThat(control.foreseenReload(BY))
        .isEqualTo(new Reload.Applied(List.of("agents.main.instructions"), List.of(), List.of()));

    fixture.process.prevents = List.of(WRONG);
    assertThat(control.foreseenRestart(BY)).isEqualTo(new Restart.Kept(List.of(WRONG)));
    fixture.process.written = new ConfigurationSource.Reading.Invalid(List.of(WRONG));
    assertThat(control.foreseenRestart(BY)).isEqualTo(new Restart.Kept(List.of(WRONG)));
    assertThat(control.foreseenReload(BY)).isEqualTo(new Reload.Kept(List.of(WRONG)));
    assertThat(control.foreseenRestart(BOUND)).isEqualTo(new Restart.BeyondBinding());
    assertThat(control.foreseenReload(BOUND)).isEqualTo(new Reload.BeyondBinding());

    assertThat(fixture.configuration.now()).isEqualTo(inForce);
    assertThat(fixture.process.wished).isEmpty();
    assertThat(audit()).isEmpty();
    fixture.gateway.stop();
    assertThat(control.foreseenRestart(BY)).isInstanceOf(Restart.TooLate.class);
  }

  @Test
  void a_changed_configuration_holds_for_what_comes_afterwards() {
    fixture.say("before");
    fixture.process.write(withInstructions("Be loud."));

    Reload reload = control.reload(BY);
    fixture.say("after");

    assertThat(reload)
        .isEqualTo(new Reload.Applied(List.of("agents.main.instructions"), List.of(), List.of()));
    assertThat(fixture.lastPrompt().getFirst()).contains("Be loud.");
    assertThat(operations()).containsExactly(AuditOperation.CONFIG_RELOAD);
  }

  @Test
  void bounds_of_the_queue_are_those_that_hold_now() throws Exception {
    fixture.process.write(
        withSession(
            new SessionSettings(
                "main",
                List.of(),
                ResetPolicy.NONE,
                new QueueSettings(0, Duration.ofSeconds(20)))));
    control.reload(BY);
    ScriptedRuntime.Held held = fixture.upstream.hold("done");
    Future<TurnOutcome> runs = threads.submit(() -> fixture.say("one"));
    held.awaitAsked();

    assertThat(reason(fixture.say("two"))).isEqualTo(RefusalReason.SESSION_QUEUE_FULL);
    held.release();
    assertThat(runs.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void one_that_is_wrong_leaves_the_last_good_one_in_force() {
    Configuration before = fixture.configuration.now();
    fixture.process.written = new ConfigurationSource.Reading.Invalid(List.of(WRONG));

    assertThat(control.reload(BY)).isEqualTo(new Reload.Kept(List.of(WRONG)));
    assertThat(fixture.configuration.now()).isSameAs(before);
    assertThat(audit().getFirst().outcome())
        .isEqualTo(new AuditOutcome.Refused("configuration_kept"));
  }

  @Test
  void an_agent_without_a_database_waits_for_a_restart_and_the_rest_does_not() {
    Configuration wanted = withInstructions("Be loud.");
    Map<AgentId, AgentSettings> agents = new HashMap<>(wanted.agents());
    agents.put(AgentId.of("second"), agent("second", ""));
    fixture.process.write(with(wanted, agents, wanted.session()));

    assertThat(control.reload(BY))
        .isEqualTo(
            new Reload.Applied(
                List.of("agents.main.instructions"), List.of("agents.second"), List.of()));
    assertThat(control.status().settings().needRestart()).containsExactly("agents.second");
    assertThat(
            reason(
                fixture.run(
                    TurnFixture.request(new Target.Stateless(), "holdfast/second", "hello"))))
        .isEqualTo(RefusalReason.MODEL_NOT_FOUND);

    fixture.process.write(wanted);
    control.reload(BY);
    assertThat(control.status().settings().needRestart()).isEmpty();
  }

  @Test
  void a_file_that_says_the_same_changes_nothing() {
    assertThat(control.reload(BY)).isEqualTo(new Reload.Applied(List.of(), List.of(), List.of()));
  }

  @Test
  void a_signal_reloads_in_the_name_of_the_user_who_runs_the_gateway() {
    fixture.process.write(withInstructions("Be loud."));

    assertThat(control.reload()).isInstanceOf(Reload.Applied.class);

    assertThat(audit())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.author()).isEqualTo(new AuditAuthor.OperatingSystemUser("ann"));
              assertThat(row.outcome()).isEqualTo(new AuditOutcome.Done());
            });
  }

  @Test
  void a_bound_token_has_no_say() {
    assertThat(control.drain(BOUND)).isEqualTo(new Change.BeyondBinding());
    assertThat(control.undrain(BOUND)).isEqualTo(new Change.BeyondBinding());
    assertThat(control.stop(BOUND)).isEqualTo(new Change.BeyondBinding());
    assertThat(control.restart(BOUND)).isEqualTo(new Restart.BeyondBinding());
    assertThat(control.reload(BOUND)).isEqualTo(new Reload.BeyondBinding());

    assertThat(control.status().phase()).isEqualTo(Phase.SERVING);
    assertThat(fixture.process.wished).isEmpty();
    assertThat(audit())
        .hasSize(5)
        .allSatisfy(
            row -> assertThat(row.outcome()).isEqualTo(new AuditOutcome.Refused("beyond_binding")));
  }

  private Configuration withInstructions(String instructions) {
    Configuration now = fixture.configuration.now();
    Map<AgentId, AgentSettings> agents = new HashMap<>(now.agents());
    agents.put(AgentId.MAIN, agent("main", instructions));
    return with(now, agents, now.session());
  }

  private Configuration withSession(SessionSettings session) {
    Configuration now = fixture.configuration.now();
    return with(now, now.agents(), session);
  }

  private static AgentSettings agent(String id, String instructions) {
    return new AgentSettings(
        AgentId.of(id),
        TurnFixture.route("acme/m-1"),
        instructions,
        HistoryMode.AUTO,
        Duration.ofSeconds(20));
  }

  private static Configuration with(
      Configuration other, Map<AgentId, AgentSettings> agents, SessionSettings session) {
    return new Configuration(
        other.gateway(),
        other.defaultAgent(),
        agents,
        other.providers(),
        other.runtimes(),
        session,
        other.turn());
  }

  private static GatewayControl.Status made(Change change) {
    assertThat(change).isInstanceOf(Change.Made.class);
    return ((Change.Made) change).status();
  }

  private static RefusalReason reason(TurnOutcome outcome) {
    assertThat(outcome).isInstanceOf(TurnOutcome.Refused.class);
    return ((TurnOutcome.Refused) outcome).refusal().reason();
  }

  /** What stands in the audit when the process is asked to do something. */
  private List<AuditOperation> notedWhenWished() {
    List<AuditOperation> noted = new ArrayList<>();
    fixture.process.whenWished = () -> noted.addAll(operations());
    return noted;
  }

  private List<AuditOperation> operations() {
    return audit().stream().map(AuditRecord::operation).toList();
  }

  /** The rows of what was asked for, without that of the first token. */
  private List<AuditRecord> audit() {
    AuditTrail.Reading reading =
        fixture.injector.getInstance(AuditTrail.class).read(BY, new AuditTrail.Start.Newest(), 20);
    return ((AuditTrail.Reading.Page) reading)
        .entries().stream()
            .map(entry -> entry.record())
            .filter(row -> row.operation() != AuditOperation.TOKEN_CREATE)
            .toList();
  }

  private void awaitWaiting() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (control.status().waiting() == 0) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }
}
