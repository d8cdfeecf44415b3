package dev.holdfast.app.usecase;

import static dev.holdfast.app.usecase.ResponseTalk.KEYED;
import static dev.holdfast.app.usecase.ResponseTalk.UNLISTED;
import static dev.holdfast.app.usecase.ResponseTalk.after;
import static dev.holdfast.app.usecase.ResponseTalk.kept;
import static dev.holdfast.app.usecase.ResponseTalk.reference;
import static dev.holdfast.app.usecase.ResponseTalk.refusal;
import static dev.holdfast.app.usecase.ResponseTalk.request;
import static dev.holdfast.app.usecase.ResponseTalk.said;
import static dev.holdfast.app.usecase.ResponseTalk.texts;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Items that a turn names")
class ResponseItemsTest {

  private final ResponseTalk talk = new ResponseTalk();
  private final TurnFixture fixture = talk.fixture;

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
  void adds_nothing_for_the_name_of_an_item_that_it_goes_on_from() {
    talk.ask(UNLISTED, kept("r1"), "one");
    EventId answer = talk.find("r1").events().getLast().id();

    talk.ask(request(after("r1"), kept("r2"), List.of(), List.of(reference(answer), said("two"))));

    assertThat(fixture.lastPrompt()).containsExactly("USER:one", "ASSISTANT:ok", "USER:two");
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
}
