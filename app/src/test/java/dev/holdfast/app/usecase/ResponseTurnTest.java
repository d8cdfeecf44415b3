package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.ResponseTalk.KEYED;
import static dev.holdfast.app.usecase.ResponseTalk.UNLISTED;
import static dev.holdfast.app.usecase.ResponseTalk.after;
import static dev.holdfast.app.usecase.ResponseTalk.await;
import static dev.holdfast.app.usecase.ResponseTalk.given;
import static dev.holdfast.app.usecase.ResponseTalk.kept;
import static dev.holdfast.app.usecase.ResponseTalk.refusal;
import static dev.holdfast.app.usecase.ResponseTalk.request;
import static dev.holdfast.app.usecase.ResponseTalk.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn that is kept as a response")
class ResponseTurnTest {

  private static final SessionKey KEY = SessionKey.ofStored(TurnFixture.KEY);
  private static final ResponseWish NOT_KEPT = new ResponseWish.None();

  private final ResponseTalk talk = new ResponseTalk();
  private final TurnFixture fixture = talk.fixture;
  private final Responses responses = talk.responses;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void without_a_key_begins_a_transcript_that_only_its_response_leads_to() {
    talk.ask(UNLISTED, kept("r1"), "My name is Ann.");

    Responses.Finding.Found found = talk.find("r1");
    assertThat(found.response().turn().scope()).isInstanceOf(TurnScope.Unlisted.class);
    assertThat(found.response().turn().state()).isEqualTo(TurnState.COMPLETED);
    assertThat(found.response().turn().api()).isEqualTo(TurnApi.RESPONSES);
    assertThat(found.response().settings()).isEqualTo(new RawFields("{\"r\":\"r1\"}"));
    assertThat(texts(found.events())).containsExactly("USER:My name is Ann.", "ASSISTANT:ok");
    assertThat(fixture.store.sessionReads().list(AgentId.MAIN, new PageStart.First(), 10).entries())
        .isEmpty();
  }

  @Test
  void after_another_shows_the_model_what_was_said_before_it() {
    talk.ask(UNLISTED, kept("r1"), "one");
    talk.ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(talk.record("r2").previous())
        .isEqualTo(new PreviousResponse.After(new ResponseId(talk.id("r1"))));
    assertThat(talk.record("r2").session()).isEqualTo(talk.record("r1").session());
  }

  @Test
  void after_one_that_has_a_successor_sees_its_own_branch_only() {
    talk.ask(UNLISTED, kept("r1"), "one");
    talk.ask(after("r1"), kept("r2"), "two");
    talk.ask(after("r1"), kept("r3"), "three");
    talk.ask(after("r3"), kept("r4"), "four");

    assertThat(fixture.lastPrompt())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:three", "ASSISTANT:ok", "USER:four");
  }

  @Test
  void waits_for_no_other_branch_of_a_transcript_without_a_key() throws Exception {
    talk.ask(UNLISTED, kept("r1"), "one");
    CountDownLatch both = new CountDownLatch(2);
    fixture.upstream.script =
        call -> {
          both.countDown();
          await(both);
          return ScriptedRuntime.answered("ok");
        };

    Future<TurnOutcome> left = threads.submit(() -> talk.ask(after("r1"), kept("r2"), "left"));
    Future<TurnOutcome> right = threads.submit(() -> talk.ask(after("r1"), kept("r3"), "right"));

    assertThat(left.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(right.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void of_a_session_goes_on_in_it_and_moves_its_head() {
    fixture.say("one");
    talk.ask(KEYED, kept("r1"), "two");
    talk.ask(after("r1"), kept("r2"), "three");
    fixture.say("four");

    assertThat(fixture.lastPrompt())
        .containsExactly(
            "SYSTEM:Be brief.",
            "USER:one",
            "ASSISTANT:ok",
            "USER:two",
            "ASSISTANT:ok",
            "USER:three",
            "ASSISTANT:ok",
            "USER:four");
    assertThat(talk.record("r2").turn().scope()).isEqualTo(talk.record("r1").turn().scope());
  }

  @Test
  void after_an_earlier_one_of_its_session_branches_there() {
    talk.ask(KEYED, kept("r1"), "one");
    talk.ask(KEYED, kept("r2"), "two");
    talk.ask(
        new Target.AfterResponse("r1", TurnFixture.KEY, Overflow.CUT, Trace.KEPT),
        kept("r3"),
        "three");

    assertThat(talk.record("r3").turn().history()).isEqualTo(HistoryAction.BRANCHED);
    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:three", "ASSISTANT:ok");
  }

  @Test
  void of_another_session_than_the_key_names_is_refused() {
    talk.ask(KEYED, kept("r1"), "one");
    talk.ask(UNLISTED, kept("r2"), "one");

    for (String response : List.of("r1", "r2")) {
      Target other =
          new Target.AfterResponse(response, "agent:main:other", Overflow.CUT, Trace.KEPT);
      assertThat(refusal(talk.ask(other, kept("r3"), "two")))
          .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_ELSEWHERE);
    }
  }

  @Test
  void after_one_that_is_not_there_is_refused_and_leaves_nothing() {
    assertThat(refusal(talk.ask(after("r1"), kept("r2"), "two")))
        .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_NOT_FOUND);
    assertThat(responses.find(Caller.LOCAL_OPERATOR, "r2"))
        .isInstanceOf(Responses.Finding.Unknown.class);
  }

  @Test
  void after_one_that_still_runs_is_refused() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          await(answer);
          return ScriptedRuntime.answered("ok");
        };
    Future<TurnOutcome> first = threads.submit(() -> talk.ask(UNLISTED, kept("r1"), "one"));
    await(asked);

    assertThat(refusal(talk.ask(after("r1"), kept("r2"), "two")))
        .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_UNFINISHED);
    answer.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void that_is_not_kept_sees_the_conversation_and_adds_nothing_to_it() {
    talk.ask(UNLISTED, kept("r1"), "one");
    talk.ask(new Target.AfterResponse("r1", "", Overflow.REFUSED, Trace.NONE), NOT_KEPT, "aside");
    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:aside");

    talk.ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(TurnsOf.none(fixture.store.turnReads(), AgentId.MAIN)).hasSize(1);
  }

  @Test
  void beside_a_session_sees_it_and_adds_nothing_to_it() {
    talk.ask(KEYED, kept("r1"), "one");
    Target beside = new Target.AfterResponse("r1", "", Overflow.CUT, Trace.NONE);

    talk.ask(beside, NOT_KEPT, "a title, please");

    assertThat(fixture.lastPrompt())
        .containsExactly("SYSTEM:Be brief.", "USER:one", "ASSISTANT:ok", "USER:a title, please");
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
    assertThat(TurnsOf.none(fixture.store.turnReads(), AgentId.MAIN)).hasSize(1);
  }

  @Test
  void of_a_failed_turn_tells_why_and_can_be_followed() {
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_ERROR);
    talk.ask(UNLISTED, kept("r1"), "one");
    assertThat(talk.record("r1").turn().state()).isEqualTo(TurnState.FAILED);
    assertThat(talk.record("r1").turn().failure())
        .as("whoever looks later has heard nothing of it")
        .isEqualTo("it broke");

    fixture.upstream.script = call -> ScriptedRuntime.answered("ok");
    talk.ask(after("r1"), kept("r2"), "again");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "USER:again");
  }

  @Test
  void has_instructions_for_itself_only() {
    talk.ask(
        request(UNLISTED, kept("r1"), List.of(Item.message(Role.SYSTEM, "Rhyme.")), given("one")));
    assertThat(fixture.lastPrompt()).containsExactly("SYSTEM:Rhyme.", "USER:one");

    talk.ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void keeps_what_a_developer_says_at_its_place() {
    List<InputItem> input =
        InputItem.given(
            List.of(Item.message(Role.DEVELOPER, "Rhyme."), Item.message(Role.USER, "one")));
    talk.ask(request(KEYED, kept("r1"), List.of(), input));
    talk.ask(KEYED, kept("r2"), "two");

    assertThat(fixture.lastPrompt())
        .containsExactly(
            "SYSTEM:Be brief.", "DEVELOPER:Rhyme.", "USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void that_outgrows_the_model_is_refused_unless_the_client_lets_the_oldest_go() {
    String long1 = "word ".repeat(60_000);
    talk.ask(UNLISTED, kept("r1"), long1);

    assertThat(refusal(talk.ask(after("r1"), kept("r2"), long1)))
        .isEqualTo(RefusalReason.CONTEXT_LENGTH_EXCEEDED);
    talk.ask(new Target.AfterResponse("r1", "", Overflow.CUT, Trace.KEPT), kept("r3"), long1);

    assertThat(fixture.lastPrompt()).containsExactly("USER:" + long1);
  }

  @Test
  void is_refused_without_a_key_to_a_token_that_is_bound_to_one() {
    Caller bound =
        new Caller("t", "t", Scope.WRITE, new AgentBinding.Any(), new KeyBinding.Exact(KEY));

    assertThat(refusal(talk.ask(request(bound, UNLISTED, kept("r1"), List.of(), given("one")))))
        .isEqualTo(RefusalReason.SESSION_REQUIRED);
  }

  @Test
  void begun_by_chat_goes_on_as_a_response_and_back() {
    fixture.say("chat one");
    talk.ask(KEYED, kept("r1"), "response two");
    fixture.say("chat three");

    assertThat(fixture.transcript())
        .containsExactly(
            "USER:chat one",
            "ASSISTANT:ok",
            "USER:response two",
            "ASSISTANT:ok",
            "USER:chat three",
            "ASSISTANT:ok");
    assertThat(fixture.store.sessionReads().snapshot(AgentId.MAIN, KEY))
        .isInstanceOf(SessionSnapshot.Present.class);
  }
}
