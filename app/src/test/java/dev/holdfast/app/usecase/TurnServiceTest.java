package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A turn")
class TurnServiceTest {

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  private static final SessionKey KEY = SessionKey.ofStored(TurnFixture.KEY);

  private final TurnFixture fixture = TurnFixture.started();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void stores_question_and_answer_and_shows_the_model_what_came_before() {
    fixture.say("one");
    fixture.upstream.script = call -> ScriptedRuntime.answered("second");

    TurnOutcome outcome = fixture.say("two");

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:two", "ASSISTANT:second");
    assertThat(fixture.lastPrompt())
        .containsExactly("SYSTEM:Be brief.", "USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void is_stored_with_its_input_before_the_model_is_asked() {
    AtomicReference<List<TurnState>> states = new AtomicReference<>(List.of());
    AtomicReference<Long> events = new AtomicReference<>(0L);
    fixture.upstream.script =
        call -> {
          SessionSnapshot.Present session = session();
          events.set(session.entry().eventCount());
          states.set(turns().stream().map(TurnRecord::state).toList());
          return ScriptedRuntime.answered("ok");
        };

    fixture.say("one");

    assertThat(states.get()).containsExactly(TurnState.RUNNING);
    assertThat(events).hasValue(1L);
  }

  @Test
  void has_its_end_stored_before_the_caller_hears_of_it() {
    TurnOutcome.Completed completed = (TurnOutcome.Completed) fixture.say("one");

    assertThat(turns())
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.id()).isEqualTo(completed.facts().turn());
              assertThat(turn.state()).isEqualTo(TurnState.COMPLETED);
            });
  }

  @Test
  void tells_its_observer_that_it_started_before_the_model_is_asked() {
    List<String> order = new ArrayList<>();
    fixture.upstream.script =
        call -> {
          order.add("asked");
          return ScriptedRuntime.answered("ok");
        };
    TurnObserver observer = new TurnFixture.OfBegin(() -> order.add("started"));

    fixture.conversations.prepare(TurnFixture.request(KEYED, "holdfast", "one"), observer).run();

    assertThat(order).containsExactly("started", "asked");
  }

  @Test
  void works_after_one_that_failed() {
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_ERROR);
    fixture.say("lost");
    fixture.upstream.script = call -> ScriptedRuntime.answered("back");

    fixture.say("again");

    assertThat(fixture.transcript()).containsExactly("USER:again", "ASSISTANT:back");
  }

  @Test
  void waits_for_the_one_before_it_in_the_same_session() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          await(answer);
          return ScriptedRuntime.answered("ok");
        };
    Future<TurnOutcome> first = threads.submit(() -> fixture.say("one"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    Future<TurnOutcome> second = threads.submit(() -> fixture.say("two"));

    answer.countDown();
    first.get(20, TimeUnit.SECONDS);
    second.get(20, TimeUnit.SECONDS);

    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:two", "ASSISTANT:ok");
  }

  @Test
  void of_a_client_that_resends_everything_branches_when_it_edits_its_first_message() {
    Item one = Item.message(Role.USER, "one");
    fixture.run(TurnFixture.request(KEYED, "holdfast", List.of(one)));
    fixture.run(
        TurnFixture.request(
            KEYED,
            "holdfast",
            List.of(one, Item.message(Role.ASSISTANT, "ok"), Item.message(Role.USER, "two"))));

    fixture.say("edited");

    assertThat(fixture.transcript()).containsExactly("USER:edited", "ASSISTANT:ok");
    assertThat(session().entry().eventCount()).isEqualTo(6);
  }

  @Test
  void with_instructions_of_its_own_shows_them_in_place_of_the_stored_ones() {
    Item seed = Item.message(Role.SYSTEM, "Speak Latin.");
    fixture.run(
        TurnFixture.request(KEYED, "holdfast", List.of(seed, Item.message(Role.USER, "one"))));

    fixture.run(
        TurnFixture.request(
            KEYED,
            "holdfast",
            List.of(Item.message(Role.SYSTEM, "Speak Greek."), Item.message(Role.USER, "two"))));

    assertThat(fixture.lastPrompt())
        .containsExactly(
            "SYSTEM:Be brief.", "SYSTEM:Speak Greek.", "USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(fixture.transcript().getFirst()).isEqualTo("SYSTEM:Speak Latin.");
  }

  @Test
  void without_a_key_keeps_no_content() {
    TurnOutcome.Completed completed =
        (TurnOutcome.Completed)
            fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "one"));

    assertThat(completed.facts().scope()).isInstanceOf(TurnScope.Stateless.class);
    assertThat(fixture.lastPrompt()).containsExactly("USER:one");
    assertThat(fixture.store.sessionReads().count(AgentId.MAIN)).isZero();
    assertThat(TurnsOf.none(fixture.store.turnReads(), AgentId.MAIN))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.COMPLETED);
  }

  @Test
  void that_calls_a_tool_goes_on_with_its_result() {
    Item.ToolCall call = new Item.ToolCall("call_1", "clock", "{}", RawFields.NONE);
    fixture.upstream.script =
        asked ->
            new ModelOutcome.Answered(
                List.of(
                    new ModelOutcome.Choice(
                        List.of(call), FinishReason.TOOL_CALLS, RawFields.NONE)),
                new ModelOutcome.ReportedUsage.Known(
                    new Usage(1, 2, 0, 0, 0, Usage.Source.REPORTED)),
                RawFields.NONE);
    fixture.say("what time is it");
    fixture.upstream.script = asked -> ScriptedRuntime.answered("noon");

    fixture.run(
        TurnFixture.request(
            KEYED, "holdfast", List.of(new Item.ToolResult("call_1", List.of(), RawFields.NONE))));

    assertThat(fixture.transcript())
        .containsExactly("USER:what time is it", "CALL:clock", "RESULT:call_1", "ASSISTANT:noon");
  }

  @Test
  void answered_without_words_still_moves_the_head() {
    fixture.upstream.script =
        call ->
            new ModelOutcome.Answered(
                List.of(new ModelOutcome.Choice(List.of(), FinishReason.STOP, RawFields.NONE)),
                new ModelOutcome.ReportedUsage.Unknown(),
                RawFields.NONE);

    fixture.say("one");

    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:");
  }

  @Test
  void of_a_session_that_must_exist_is_refused_without_it() {
    TurnRequest request =
        TurnFixture.request(new Target.ById(TurnFixture.KEY, "no-such-id"), "holdfast", "one");

    assertThat(refusal(request)).isEqualTo(RefusalReason.SESSION_NOT_FOUND);
    assertThat(fixture.upstream.calls).isEmpty();
  }

  @Test
  void of_a_session_named_by_its_id_goes_on_in_it() {
    fixture.say("one");
    SessionId id = session().entry().id();

    fixture.run(
        TurnFixture.request(new Target.ById(TurnFixture.KEY, id.value()), "holdfast", "two"));

    assertThat(fixture.transcript()).hasSize(4);
  }

  @Test
  void that_is_refused_leaves_no_session_behind() {
    assertThat(refusal(TurnFixture.request(KEYED, "acme/no-such-model", "one")))
        .isEqualTo(RefusalReason.MODEL_NOT_FOUND);
    assertThat(refusal(TurnFixture.request(KEYED, "holdfast", List.of())))
        .isEqualTo(RefusalReason.NO_NEW_INPUT);
    assertThat(refusal(TurnFixture.request(new Target.ByKey("cron:x"), "holdfast", "one")))
        .isEqualTo(RefusalReason.SESSION_KEY_RESERVED);
    assertThat(refusal(TurnFixture.request(KEYED, "holdfast/nobody", "one")))
        .isEqualTo(RefusalReason.MODEL_NOT_FOUND);
    assertThat(refusal(TurnFixture.request(KEYED, "openai-codex/gpt-5.5", "one")))
        .isEqualTo(RefusalReason.RUNTIME_UNAVAILABLE);

    assertThat(fixture.store.sessionReads().snapshot(AgentId.MAIN, KEY))
        .isEqualTo(new SessionSnapshot.Absent());
  }

  @Test
  void takes_a_route_for_itself_only() {
    fixture.run(TurnFixture.request(KEYED, "openai/gpt-5.5", "one"));
    fixture.say("two");

    assertThat(turns())
        .extracting(turn -> turn.effective().reference())
        .containsExactly("acme/m-1", "openai/gpt-5.5");
  }

  @ParameterizedTest
  @CsvSource({
    "agent:nobody:one, '', x-holdfast-session-key",
    "one, nobody, x-holdfast-agent-id",
    "'', nobody, x-holdfast-agent-id",
  })
  void is_refused_for_an_unknown_agent_and_names_what_named_it(
      String key, String agent, String parameter) {
    Target target = key.isEmpty() ? new Target.Stateless() : new Target.ByKey(key);

    Refusal refusal = refused(Caller.LOCAL_OPERATOR, target, agent);

    assertThat(refusal.reason()).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(refusal.parameter()).isEqualTo(parameter);
  }

  @Test
  void is_refused_to_a_token_of_other_agents_and_names_no_parameter_that_was_not_sent() {
    Caller bound =
        new Caller(
            "t", "t", Scope.WRITE, new AgentBinding.Only(AgentId.of("work")), new KeyBinding.Any());

    Refusal stateless = refused(bound, new Target.Stateless(), "");
    Refusal keyed = refused(bound, KEYED, "");

    assertThat(stateless.reason()).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(stateless.parameter()).isEmpty();
    assertThat(keyed.reason()).isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(keyed.parameter()).isEqualTo("x-holdfast-session-key");
  }

  private Refusal refused(Caller caller, Target target, String agent) {
    TurnRequest plain = TurnFixture.request(target, "holdfast", "one");
    TurnRequest request =
        new TurnRequest(
            caller,
            plain.id(),
            plain.arrival(),
            plain.api(),
            target,
            agent,
            plain.model(),
            plain.history(),
            plain.instructions(),
            plain.items(),
            plain.parameters(),
            plain.delivery(),
            plain.response());
    return ((TurnOutcome.Refused) fixture.run(request)).refusal();
  }

  @Test
  void is_refused_to_a_token_that_may_only_read() {
    Caller reader = new Caller("t", "t", Scope.READ, new AgentBinding.Any(), new KeyBinding.Any());

    assertThat(refusal(by(reader, KEYED))).isEqualTo(RefusalReason.INSUFFICIENT_SCOPE);
  }

  @Test
  void is_refused_to_a_token_of_other_sessions_as_if_there_were_none() {
    Caller bound =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Any(),
            new KeyBinding.Prefix("agent:main:other:"));

    assertThat(refusal(by(bound, KEYED))).isEqualTo(RefusalReason.SESSION_NOT_FOUND);
    assertThat(refusal(by(bound, new Target.Stateless())))
        .isEqualTo(RefusalReason.SESSION_REQUIRED);
  }

  @Test
  void is_refused_when_the_disk_is_nearly_full() {
    TurnFixture full = TurnFixture.started(Duration.ofSeconds(20), 1_000);

    TurnOutcome.Refused refused = (TurnOutcome.Refused) full.say("one");

    assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.STORAGE_FULL);
  }

  private TurnRequest by(Caller caller, Target target) {
    return TurnFixture.request(caller, target, "holdfast", List.of(Item.message(Role.USER, "one")));
  }

  private RefusalReason refusal(TurnRequest request) {
    return ((TurnOutcome.Refused) fixture.run(request)).refusal().reason();
  }

  private SessionSnapshot.Present session() {
    return (SessionSnapshot.Present) fixture.store.sessionReads().snapshot(AgentId.MAIN, KEY);
  }

  private List<TurnRecord> turns() {
    return TurnsOf.session(fixture.store.turnReads(), AgentId.MAIN, session().entry().id());
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited too long");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
