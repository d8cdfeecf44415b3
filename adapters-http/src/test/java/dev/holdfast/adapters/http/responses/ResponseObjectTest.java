package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A response object")
class ResponseObjectTest {

  private static final TurnProgress COMPLETED =
      ended(TurnEnding.Completed.plain(FinishReason.STOP, Told.USAGE));
  private static final String NOTHING = "{}";

  private static final ResponseObject.Errors ERRORS =
      new ResponseObject.Errors() {
        @Override
        public ResponseError failed(TurnFailure failure) {
          return new ResponseError(
              ResponseError.Code.SERVER_ERROR, "upstream_broken_off", failure.message());
        }

        @Override
        public ResponseError interrupted(String reason) {
          return new ResponseError(
              ResponseError.Code.SERVER_ERROR,
              "upstream_broken_off",
              "Interrupted by " + reason + ".");
        }
      };

  @Test
  void has_every_member_however_little_is_known() {
    JsonNode response = json(ResponseObject.without(Told.head(NOTHING), running()));

    assertThat(response)
        .isEqualTo(
            tree(
                "{'id':'resp_1','object':'response','created_at':1767323045,"
                    + "'status':'in_progress','completed_at':null,'incomplete_details':null,"
                    + "'error':null,'model':'openai/gpt-5.5','previous_response_id':null,"
                    + "'output':[],'usage':null,'instructions':null,'tools':[],"
                    + "'tool_choice':'auto','parallel_tool_calls':true,'truncation':'disabled',"
                    + "'text':{'format':{'type':'text'}},'temperature':1,'top_p':1,"
                    + "'presence_penalty':0,'frequency_penalty':0,'top_logprobs':0,"
                    + "'max_output_tokens':null,'max_tool_calls':null,'reasoning':null,"
                    + "'metadata':{},'store':true,'background':false,'service_tier':'default',"
                    + "'safety_identifier':null,'prompt_cache_key':null,'user':null}"));
    assertThat(response.size()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'temperature':0.50,'top_p':0.1,'presence_penalty':-1,'frequency_penalty':2,"
            + "'top_logprobs':3,'max_output_tokens':16,'max_tool_calls':2,'truncation':'auto',"
            + "'parallel_tool_calls':false,'tool_choice':'none','service_tier':'flex',"
            + "'safety_identifier':'s','prompt_cache_key':'k','user':'u','store':false,"
            + "'instructions':'Be brief.','metadata':{'a':'b'}} | =",
        "{'background':true} | =",
        "{'reasoning':{'effort':'low'}} | {'reasoning':{'effort':'low','summary':null}}",
        "{'text':{'verbosity':'low'}} | {'text':{'format':{'type':'text'},'verbosity':'low'}}",
        "{'text':{'format':{'type':'json_schema','name':'n','schema':{}}}} | {'text':{'format':"
            + "{'type':'json_schema','name':'n','description':null,'schema':{},'strict':false}}}",
        "{'tools':[{'type':'function','name':'f','x':1},{'type':'web_search','y':2}]} | {'tools':"
            + "[{'type':'function','name':'f','description':null,'parameters':null,'strict':null,"
            + "'x':1},{'type':'web_search','y':2}]}",
        "{'tool_choice':{'type':'function','name':'f'}} | =",
        "{'temperature':null,'tools':null,'metadata':null} | {}",
      })
  void repeats_the_request(String members, String repeated) {
    String request = "{'model':'m','input':'x'," + members.substring(1);
    byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    RawFields settings = new ResponseRequestReader(Set.of()).read(body, body.length).settings();

    JsonNode response = json(ResponseObject.without(Told.head(settings.json()), running()));

    JsonNode expected = tree(repeated.equals("=") ? members : repeated);
    expected
        .properties()
        .forEach(
            member ->
                assertThat(response.path(member.getKey()))
                    .as(member.getKey())
                    .isEqualTo(member.getValue()));
    JsonNode usual = json(ResponseObject.without(Told.head(NOTHING), running()));
    usual
        .properties()
        .forEach(
            member -> {
              if (!expected.has(member.getKey())) {
                assertThat(response.path(member.getKey())).isEqualTo(member.getValue());
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, completed, true, ",
    "TOOL_CALLS, completed, true, ",
    "LENGTH, incomplete, false, max_output_tokens",
    "CONTENT_FILTER, incomplete, false, content_filter",
  })
  void says_how_the_model_stopped(
      FinishReason finish, String status, String whole, @Nullable String reason) {
    JsonNode response =
        json(
            ResponseObject.of(
                Told.head(NOTHING),
                Told.completed(finish, NOTHING, NOTHING, Item.message(Role.ASSISTANT, "Once"))));

    assertThat(response.path("status").stringValue()).isEqualTo(status);
    assertThat(response.path("completed_at").isInt()).isEqualTo(Boolean.parseBoolean(whole));
    assertThat(response.at("/incomplete_details/reason").asString(null)).isEqualTo(reason);
    assertThat(response.at("/output/0/status").stringValue()).isEqualTo(status);
  }

  @Test
  void tells_what_a_turn_cost() {
    JsonNode response =
        json(
            ResponseObject.of(
                Told.head(NOTHING), Told.completed(FinishReason.STOP, NOTHING, NOTHING)));

    assertThat(response.path("usage"))
        .isEqualTo(
            tree(
                "{'input_tokens':12,'input_tokens_details':{'cached_tokens':4,"
                    + "'cache_write_tokens':0},'output_tokens':3,'output_tokens_details':"
                    + "{'reasoning_tokens':1},'total_tokens':15}"));
  }

  @Test
  void marks_an_estimate_of_what_a_turn_cost() {
    Completed reported = Told.completed(FinishReason.STOP, NOTHING, NOTHING);
    Completed estimated =
        new Completed(
            reported.facts(),
            reported.choices(),
            Usage.estimated(1, 2),
            reported.extra(),
            reported.at());

    assertThat(
            json(ResponseObject.of(Told.head(NOTHING), estimated))
                .at("/usage/estimated")
                .booleanValue())
        .isTrue();
  }

  @Test
  void names_the_service_tier_that_the_upstream_chose() {
    JsonNode response =
        json(
            ResponseObject.of(
                Told.head("{\"service_tier\":\"auto\"}"),
                Told.completed(FinishReason.STOP, NOTHING, "{\"service_tier\":\"priority\"}")));

    assertThat(response.path("service_tier").stringValue()).isEqualTo("priority");
  }

  @Test
  void shows_log_probabilities_only_where_they_were_asked_for() {
    String logprobs =
        "{\"logprobs\":{\"content\":[{\"token\":\"Once\",\"logprob\":-1},"
            + "{\"token\":\"Then\",\"logprob\":-2}]}}";
    Item item =
        new Item.Message(
            Role.ASSISTANT,
            List.of(ContentPart.text("Once"), ContentPart.text("Then")),
            RawFields.NONE);
    Completed completed = Told.completed(FinishReason.STOP, logprobs, NOTHING, item);
    String asked = "{\"include\":[\"message.output_text.logprobs\"]}";

    JsonNode told = json(ResponseObject.of(Told.head(asked), completed)).at("/output/0/content");
    JsonNode untold =
        json(ResponseObject.of(Told.head(NOTHING), completed)).at("/output/0/content");

    assertThat(told.findValuesAsString("token")).containsExactly("Once", "Then");
    assertThat(told.at("/1/logprobs/0/token").stringValue()).isEqualTo("Then");
    assertThat(untold.findValuesAsString("token")).isEmpty();
  }

  @Test
  void names_the_response_it_goes_on_from() {
    ResponseHead head =
        ResponseHead.of(
            Told.ID,
            new PreviousResponse.After(new ResponseId("resp_0")),
            RawFields.NONE,
            Told.FACTS);

    assertThat(
            json(ResponseObject.without(head, running()))
                .path("previous_response_id")
                .stringValue())
        .isEqualTo("resp_0");
  }

  @ParameterizedTest
  @CsvSource({
    "running, in_progress, ",
    "failed, failed, Broken.",
    "interrupted, failed, Interrupted by crash.",
    "cancelled, cancelled, ",
  })
  void says_how_its_turn_stands(String progress, String status, @Nullable String message) {
    TurnProgress stored =
        switch (progress) {
          case "running" -> new TurnProgress.Running();
          case "failed" ->
              ended(new TurnEnding.Failed(TurnFailure.of(FailureCause.UPSTREAM_ERROR, "Broken.")));
          case "interrupted" -> ended(new TurnEnding.Interrupted("crash"));
          default -> ended(new TurnEnding.Cancelled("asked"));
        };

    JsonNode response =
        json(ResponseObject.of(record(stored, NOTHING, NOTHING), List.of(), ERRORS));

    assertThat(response.path("status").stringValue()).isEqualTo(status);
    assertThat(response.at("/error/message").asString(null)).isEqualTo(message);
  }

  @Test
  void keeps_what_came_before_it_was_stopped_as_incomplete() {
    JsonNode response =
        json(
            ResponseObject.of(
                record(ended(new TurnEnding.Cancelled("asked")), NOTHING, NOTHING),
                List.of(
                    event("asked", Item.message(Role.USER, "hi"), Completeness.COMPLETE),
                    event("1m0", Item.message(Role.ASSISTANT, "On"), Completeness.INCOMPLETE)),
                ERRORS));

    assertThat(response.path("output").size()).isEqualTo(1);
    assertThat(response.at("/output/0/status").stringValue()).isEqualTo("incomplete");
  }

  @Property(tries = 200)
  void is_the_same_when_it_is_read_from_the_store(
      @ForAll("answers") StreamedAnswers.Answer answer) {
    Completed completed = answer.completed();
    String settings = "{\"temperature\":0.50}";
    List<OutputItem> output =
        OutputItem.ofAnswer(Told.TURN, completed.choices().getFirst().items());
    List<TranscriptEvent> events = new ArrayList<>();
    events.add(event("asked", Item.message(Role.USER, "hi"), Completeness.COMPLETE));
    output.forEach(item -> events.add(event(item.id().value(), item.item(), item.completeness())));

    byte[] live = ResponseObject.of(Told.head(settings), completed).json();
    byte[] stored = ResponseObject.of(record(COMPLETED, settings, NOTHING), events, ERRORS).json();

    assertThat(stored)
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(new String(live, StandardCharsets.UTF_8));
  }

  @Test
  void tells_an_answer_without_words_as_no_item_wherever_it_comes_from() {
    Item empty = new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE);

    JsonNode stored =
        json(
            ResponseObject.of(
                record(COMPLETED, NOTHING, NOTHING),
                List.of(event("1m0", empty, Completeness.COMPLETE)),
                ERRORS));

    assertThat(stored.path("output").isEmpty()).isTrue();
  }

  @Test
  void gives_each_item_an_id_that_tells_what_it_is() {
    Item custom = new Item.ToolCall("c", "sh", "ls", new RawFields("{\"type\":\"custom\"}"));
    Item call = new Item.ToolCall("d", "f", "{}", RawFields.NONE);
    Item thoughts = new Item.Other("reasoning", new RawFields("{\"id\":\"theirs\"}"));
    Item hosted = new Item.Other("mcp_call", new RawFields("{\"id\":\"theirs\"}"));

    JsonNode response =
        json(
            ResponseObject.of(
                Told.head(NOTHING),
                Told.completed(
                    FinishReason.STOP,
                    NOTHING,
                    NOTHING,
                    thoughts,
                    hosted,
                    Item.message(Role.ASSISTANT, "a"),
                    custom,
                    call,
                    Item.message(Role.ASSISTANT, "b"))));

    assertThat(response.path("output").valueStream().map(item -> item.path("id").stringValue()))
        .containsExactly("rs_1o0", "item_1o1", "msg_1m0", "ctc_1c0", "fc_1c1", "msg_1m1");
  }

  @Provide
  Arbitrary<StreamedAnswers.Answer> answers() {
    return StreamedAnswers.answers();
  }

  private static ResponseState running() {
    return new ResponseState.InProgress();
  }

  private static TurnProgress ended(TurnEnding ending) {
    return new TurnProgress.Ended(ending, Told.ENDED);
  }

  private static ResponseRecord record(TurnProgress progress, String settings, String extra) {
    SessionId session = new SessionId("session-1");
    TurnRecord turn =
        new TurnRecord(
            Told.TURN,
            new TurnScope.Unlisted(session),
            new RequestId("r"),
            Told.ORIGIN,
            TurnApi.RESPONSES,
            "m",
            Told.ROUTE,
            HistoryAction.SEEDED,
            Told.BEGUN,
            progress);
    return new ResponseRecord(
        Told.ID,
        new PreviousResponse.None(),
        session,
        EventParent.root(),
        new RawFields(settings),
        new RawFields(extra),
        Execution.FOREGROUND,
        turn);
  }

  private static TranscriptEvent event(String id, Item item, Completeness completeness) {
    return new TranscriptEvent(
        new EventId(id),
        1,
        EventParent.root(),
        Told.TURN,
        Told.BEGUN,
        item,
        0,
        EventOrigin.client(),
        completeness);
  }

  private static JsonNode json(ResponseObject response) {
    return ResponseJudge.checked("Response", new String(response.json(), StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String json) {
    return ChatJson.MAPPER.readTree(json.replace('\'', '"'));
  }
}
