package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.ResponseTalk.KEYED;
import static dev.holdfast.app.usecase.ResponseTalk.UNLISTED;
import static dev.holdfast.app.usecase.ResponseTalk.after;
import static dev.holdfast.app.usecase.ResponseTalk.await;
import static dev.holdfast.app.usecase.ResponseTalk.given;
import static dev.holdfast.app.usecase.ResponseTalk.kept;
import static dev.holdfast.app.usecase.ResponseTalk.reference;
import static dev.holdfast.app.usecase.ResponseTalk.refusal;
import static dev.holdfast.app.usecase.ResponseTalk.request;
import static dev.holdfast.app.usecase.ResponseTalk.said;
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
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.util.ArrayList;
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
        .isEqualTo(new PreviousResponse.After(new ResponseId("r1")));
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
    assertThat(fixture.store.turnReads().stateless(AgentId.MAIN, 10)).hasSize(1);
  }

  @Test
  void beside_a_session_sees_it_and_adds_nothing_to_it() {
    talk.ask(KEYED, kept("r1"), "one");
    Target beside = new Target.AfterResponse("r1", "", Overflow.CUT, Trace.NONE);

    talk.ask(beside, NOT_KEPT, "a title, please");

    assertThat(fixture.lastPrompt())
        .containsExactly("SYSTEM:Be brief.", "USER:one", "ASSISTANT:ok", "USER:a title, please");
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
    assertThat(fixture.store.turnReads().stateless(AgentId.MAIN, 10)).hasSize(1);
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
  void takes_items_of_earlier_turns_by_their_name() {
    talk.ask(UNLISTED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();

    talk.ask(
        request(
            UNLISTED, kept("r2"), List.of(), List.of(said("hi"), reference(answer), said("?"))));

    assertThat(fixture.lastPrompt()).containsExactly("USER:hi", "ASSISTANT:ok", "USER:?");
    assertThat(talk.find("r2").events().get(1).origin())
        .as("the maker of an item stays known")
        .isEqualTo(talk.find("r1").events().getLast().origin());
  }

  @Test
  void adds_nothing_for_a_conversation_that_is_sent_again_in_names_and_words() {
    talk.ask(UNLISTED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();

    List<InputItem> again = List.of(said("one"), reference(answer), said("two"));
    talk.ask(request(after("r1"), kept("r2"), List.of(), again));

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(texts(talk.find("r2").events())).containsExactly("USER:two", "ASSISTANT:ok");
  }

  @Test
  void adds_nothing_for_the_name_of_an_item_that_it_goes_on_from() {
    talk.ask(UNLISTED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();

    talk.ask(request(after("r1"), kept("r2"), List.of(), List.of(reference(answer), said("two"))));

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void of_a_session_takes_named_items_for_what_they_are_when_it_is_sent_again() {
    talk.ask(KEYED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();
    List<InputItem> again = List.of(said("one"), reference(answer), said("two"));

    talk.ask(request(KEYED, kept("r2"), List.of(), again));

    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:two", "ASSISTANT:ok");
    EventId second = talk.find("r2").events().getLast().id();
    List<InputItem> more = new ArrayList<>(again);
    more.addAll(List.of(reference(second), said("three")));
    talk.ask(request(KEYED, kept("r3"), List.of(), more));
    assertThat(talk.record("r3").turn().history()).isEqualTo(HistoryAction.APPENDED);
    assertThat(fixture.transcript()).hasSize(6);
  }

  @Test
  void of_a_session_answers_a_call_that_it_names() {
    Item.ToolCall call = new Item.ToolCall("c1", "add", "{}", RawFields.NONE);
    fixture.upstream.script =
        asked ->
            new ModelOutcome.Answered(
                List.of(
                    new ModelOutcome.Choice(
                        List.of(call), FinishReason.TOOL_CALLS, RawFields.NONE)),
                new ModelOutcome.ReportedUsage.Unknown(),
                RawFields.NONE);
    talk.ask(KEYED, kept("r1"), "add");
    EventId called = talk.find("r1").events().getLast().id();
    fixture.upstream.script = asked -> ScriptedRuntime.answered("3");
    Item result = new Item.ToolResult("c1", List.of(ContentPart.text("3")), RawFields.NONE);

    TurnOutcome outcome =
        talk.ask(
            request(
                KEYED,
                kept("r2"),
                List.of(),
                List.of(said("add"), reference(called), new InputItem.Given(result))));

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript())
        .containsExactly("USER:add", "CALL:add", "RESULT:c1", "ASSISTANT:3");
  }

  @Test
  void is_refused_for_the_name_of_an_item_that_is_not_there_or_not_the_callers() {
    talk.ask(KEYED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();
    Caller other =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Any(),
            new KeyBinding.Exact(SessionKey.ofStored("agent:main:other")));
    List<InputItem> unknown = List.of(reference(new EventId("nothing")), said("two"));
    List<InputItem> hidden = List.of(reference(answer), said("two"));
    Target mine = new Target.ByKey("agent:main:other");

    assertThat(refusal(talk.ask(request(UNLISTED, kept("r2"), List.of(), unknown))))
        .isEqualTo(RefusalReason.ITEM_NOT_FOUND);
    assertThat(refusal(talk.ask(request(other, mine, kept("r3"), List.of(), hidden))))
        .isEqualTo(RefusalReason.ITEM_NOT_FOUND);
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
