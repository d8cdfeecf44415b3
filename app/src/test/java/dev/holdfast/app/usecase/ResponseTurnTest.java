package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.Responses;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelOutcome;
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

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  private static final Target UNLISTED = new Target.Unlisted(Overflow.REFUSED);
  private static final SessionKey KEY = SessionKey.ofStored(TurnFixture.KEY);
  private static final ResponseWish NOT_KEPT = new ResponseWish.None();

  private final TurnFixture fixture = TurnFixture.started();
  private final Responses responses = fixture.injector.getInstance(Responses.class);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void without_a_key_begins_a_transcript_that_only_its_response_leads_to() {
    ask(UNLISTED, kept("r1"), "My name is Ann.");

    Responses.Finding.Found found = find("r1");
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
    ask(UNLISTED, kept("r1"), "one");
    ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(record("r2").previous()).isEqualTo(new PreviousResponse.After(new ResponseId("r1")));
    assertThat(record("r2").session()).isEqualTo(record("r1").session());
  }

  @Test
  void after_one_that_has_a_successor_sees_its_own_branch_only() {
    ask(UNLISTED, kept("r1"), "one");
    ask(after("r1"), kept("r2"), "two");
    ask(after("r1"), kept("r3"), "three");
    ask(after("r3"), kept("r4"), "four");

    assertThat(fixture.lastPrompt())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:three", "ASSISTANT:ok", "USER:four");
  }

  @Test
  void waits_for_no_other_branch_of_a_transcript_without_a_key() throws Exception {
    ask(UNLISTED, kept("r1"), "one");
    CountDownLatch both = new CountDownLatch(2);
    fixture.upstream.script =
        call -> {
          both.countDown();
          await(both);
          return ScriptedRuntime.answered("ok");
        };

    Future<TurnOutcome> left = threads.submit(() -> ask(after("r1"), kept("r2"), "left"));
    Future<TurnOutcome> right = threads.submit(() -> ask(after("r1"), kept("r3"), "right"));

    assertThat(left.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(right.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void of_a_session_goes_on_in_it_and_moves_its_head() {
    fixture.say("one");
    ask(KEYED, kept("r1"), "two");
    ask(after("r1"), kept("r2"), "three");
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
    assertThat(record("r2").turn().scope()).isEqualTo(record("r1").turn().scope());
  }

  @Test
  void after_an_earlier_one_of_its_session_branches_there() {
    ask(KEYED, kept("r1"), "one");
    ask(KEYED, kept("r2"), "two");
    ask(new Target.AfterResponse("r1", TurnFixture.KEY, Overflow.CUT), kept("r3"), "three");

    assertThat(record("r3").turn().history()).isEqualTo(HistoryAction.BRANCHED);
    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:ok", "USER:three", "ASSISTANT:ok");
  }

  @Test
  void of_another_session_than_the_key_names_is_refused() {
    ask(KEYED, kept("r1"), "one");
    ask(UNLISTED, kept("r2"), "one");

    for (String response : List.of("r1", "r2")) {
      Target other = new Target.AfterResponse(response, "agent:main:other", Overflow.CUT);
      assertThat(refusal(ask(other, kept("r3"), "two")))
          .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_ELSEWHERE);
    }
  }

  @Test
  void after_one_that_is_not_there_is_refused_and_leaves_nothing() {
    assertThat(refusal(ask(after("r1"), kept("r2"), "two")))
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
    Future<TurnOutcome> first = threads.submit(() -> ask(UNLISTED, kept("r1"), "one"));
    await(asked);

    assertThat(refusal(ask(after("r1"), kept("r2"), "two")))
        .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_UNFINISHED);
    answer.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void that_is_not_kept_sees_the_conversation_and_adds_nothing_to_it() {
    ask(UNLISTED, kept("r1"), "one");
    ask(after("r1"), NOT_KEPT, "aside");
    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:aside");

    ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
    assertThat(fixture.store.turnReads().stateless(AgentId.MAIN, 10)).hasSize(1);
  }

  @Test
  void of_a_failed_turn_tells_why_and_can_be_followed() {
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_ERROR);
    ask(UNLISTED, kept("r1"), "one");
    assertThat(record("r1").turn().state()).isEqualTo(TurnState.FAILED);

    fixture.upstream.script = call -> ScriptedRuntime.answered("ok");
    ask(after("r1"), kept("r2"), "again");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "USER:again");
  }

  @Test
  void has_instructions_for_itself_only() {
    ask(request(UNLISTED, kept("r1"), List.of(Item.message(Role.SYSTEM, "Rhyme.")), given("one")));
    assertThat(fixture.lastPrompt()).containsExactly("SYSTEM:Rhyme.", "USER:one");

    ask(after("r1"), kept("r2"), "two");

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void keeps_what_a_developer_says_at_its_place() {
    List<InputItem> input =
        InputItem.given(
            List.of(Item.message(Role.DEVELOPER, "Rhyme."), Item.message(Role.USER, "one")));
    ask(request(KEYED, kept("r1"), List.of(), input));
    ask(KEYED, kept("r2"), "two");

    assertThat(fixture.lastPrompt())
        .containsExactly(
            "SYSTEM:Be brief.", "DEVELOPER:Rhyme.", "USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void takes_items_of_earlier_turns_by_their_name() {
    ask(UNLISTED, kept("r1"), "one");
    EventId answer = find("r1").events().getLast().id();

    ask(
        request(
            UNLISTED, kept("r2"), List.of(), List.of(said("hi"), reference(answer), said("?"))));

    assertThat(fixture.lastPrompt()).containsExactly("USER:hi", "ASSISTANT:ok", "USER:?");
    assertThat(find("r2").events().get(1).origin())
        .as("the maker of an item stays known")
        .isEqualTo(find("r1").events().getLast().origin());
  }

  @Test
  void adds_nothing_for_the_name_of_an_item_that_it_goes_on_from() {
    ask(UNLISTED, kept("r1"), "one");
    EventId answer = find("r1").events().getLast().id();

    ask(request(after("r1"), kept("r2"), List.of(), List.of(reference(answer), said("two"))));

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
  }

  @Test
  void is_refused_for_the_name_of_an_item_that_is_not_there_or_not_the_callers() {
    ask(KEYED, kept("r1"), "one");
    EventId answer = find("r1").events().getLast().id();
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

    assertThat(refusal(ask(request(UNLISTED, kept("r2"), List.of(), unknown))))
        .isEqualTo(RefusalReason.ITEM_NOT_FOUND);
    assertThat(refusal(ask(request(other, mine, kept("r3"), List.of(), hidden))))
        .isEqualTo(RefusalReason.ITEM_NOT_FOUND);
  }

  @Test
  void is_not_there_for_a_caller_who_may_not_reach_it() {
    ask(KEYED, kept("r1"), "one");
    ask(UNLISTED, kept("r2"), "one");
    Caller ofOtherKey =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Any(),
            new KeyBinding.Exact(SessionKey.ofStored("agent:main:other")));
    Caller ofOtherAgent =
        new Caller(
            "t",
            "t",
            Scope.WRITE,
            new AgentBinding.Only(AgentId.of("elsewhere")),
            new KeyBinding.Any());

    for (Caller caller : List.of(ofOtherKey, ofOtherAgent)) {
      for (String id : List.of("r1", "r2")) {
        assertThat(responses.find(caller, id)).isInstanceOf(Responses.Finding.Unknown.class);
        assertThat(responses.remove(caller, id)).isInstanceOf(Responses.Removal.Unknown.class);
        assertThat(responses.cancel(caller, id)).isInstanceOf(Responses.Cancellation.Unknown.class);
      }
    }
    assertThat(find("r1").events()).isNotEmpty();
  }

  @Test
  void is_gone_once_it_was_removed_and_its_session_stays() {
    ask(KEYED, kept("r1"), "one");

    assertThat(responses.remove(Caller.LOCAL_OPERATOR, "r1"))
        .isInstanceOf(Responses.Removal.Removed.class);

    assertThat(responses.find(Caller.LOCAL_OPERATOR, "r1"))
        .isInstanceOf(Responses.Finding.Unknown.class);
    assertThat(refusal(ask(after("r1"), kept("r2"), "two")))
        .isEqualTo(RefusalReason.PREVIOUS_RESPONSE_NOT_FOUND);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void in_the_background_can_be_cancelled_and_keeps_what_came() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          return new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "half a")));
        };
    Future<TurnOutcome> running =
        threads.submit(() -> ask(UNLISTED, kept("r1", Execution.BACKGROUND), "one"));
    await(asked);

    Responses.Cancellation cancelled = responses.cancel(Caller.LOCAL_OPERATOR, "r1");

    assertThat(cancelled).isInstanceOf(Responses.Cancellation.Ended.class);
    Responses.Finding.Found found = ((Responses.Cancellation.Ended) cancelled).response();
    assertThat(found.response().turn().state()).isEqualTo(TurnState.CANCELLED);
    assertThat(found.response().turn().failure()).isEqualTo("requested");
    assertThat(texts(found.events())).containsExactly("USER:one", "ASSISTANT:half a");
    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Cancelled.class);
    assertThat(responses.cancel(Caller.LOCAL_OPERATOR, "r1"))
        .as("a second time")
        .isEqualTo(cancelled);
  }

  @Test
  void in_the_foreground_is_not_cancelled_by_its_id() {
    ask(UNLISTED, kept("r1"), "one");

    assertThat(responses.cancel(Caller.LOCAL_OPERATOR, "r1"))
        .isInstanceOf(Responses.Cancellation.InForeground.class);
  }

  @Test
  void that_outgrows_the_model_is_refused_unless_the_client_lets_the_oldest_go() {
    String long1 = "word ".repeat(60_000);
    ask(UNLISTED, kept("r1"), long1);

    assertThat(refusal(ask(after("r1"), kept("r2"), long1)))
        .isEqualTo(RefusalReason.CONTEXT_LENGTH_EXCEEDED);
    ask(new Target.AfterResponse("r1", "", Overflow.CUT), kept("r3"), long1);

    assertThat(fixture.lastPrompt()).containsExactly("USER:" + long1);
  }

  @Test
  void is_refused_without_a_key_to_a_token_that_is_bound_to_one() {
    Caller bound =
        new Caller("t", "t", Scope.WRITE, new AgentBinding.Any(), new KeyBinding.Exact(KEY));

    assertThat(refusal(ask(request(bound, UNLISTED, kept("r1"), List.of(), given("one")))))
        .isEqualTo(RefusalReason.SESSION_REQUIRED);
  }

  @Test
  void begun_by_chat_goes_on_as_a_response_and_back() {
    fixture.say("chat one");
    ask(KEYED, kept("r1"), "response two");
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

  private TurnOutcome ask(Target target, ResponseWish wish, String text) {
    return ask(request(target, wish, List.of(), given(text)));
  }

  private TurnOutcome ask(TurnRequest request) {
    return fixture.run(request);
  }

  private static TurnRequest request(
      Target target, ResponseWish wish, List<Item> instructions, List<InputItem> items) {
    return request(Caller.LOCAL_OPERATOR, target, wish, instructions, items);
  }

  private static TurnRequest request(
      Caller caller,
      Target target,
      ResponseWish wish,
      List<Item> instructions,
      List<InputItem> items) {
    return new TurnRequest(
        caller,
        new RequestId("req_1"),
        TurnApi.RESPONSES,
        target,
        "",
        "holdfast",
        new TurnRequest.History.Configured(),
        instructions,
        items,
        CallParameters.NONE,
        ModelCall.Delivery.WHOLE,
        wish);
  }

  private static List<InputItem> given(String text) {
    return List.of(said(text));
  }

  private static InputItem said(String text) {
    return new InputItem.Given(Item.message(Role.USER, text));
  }

  private static InputItem reference(EventId event) {
    return new InputItem.Reference(event);
  }

  private static Target after(String response) {
    return new Target.AfterResponse(response, "", Overflow.REFUSED);
  }

  private static ResponseWish kept(String id) {
    return kept(id, Execution.FOREGROUND);
  }

  private static ResponseWish kept(String id, Execution execution) {
    return new ResponseWish.Kept(
        new ResponseId(id), new RawFields("{\"r\":\"" + id + "\"}"), execution);
  }

  private Responses.Finding.Found find(String id) {
    return (Responses.Finding.Found) responses.find(Caller.LOCAL_OPERATOR, id);
  }

  private ResponseRecord record(String id) {
    return find(id).response();
  }

  private static RefusalReason refusal(TurnOutcome outcome) {
    return ((TurnOutcome.Refused) outcome).refusal().reason();
  }

  private static List<String> texts(List<TranscriptEvent> events) {
    return events.stream().map(TurnFixture::text).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
