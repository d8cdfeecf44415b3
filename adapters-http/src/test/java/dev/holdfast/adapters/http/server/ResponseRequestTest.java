package dev.holdfast.adapters.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.ports.in.Responses.Finding;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.Trace;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("A request to /v1/responses")
class ResponseRequestTest {

  private static final String KEY = "x-holdfast-session-key";

  private final TestGateway gateway = TestGateway.start();

  @AfterAll
  void close() {
    gateway.close();
  }

  @Test
  void without_a_key_begins_a_conversation_that_is_kept() {
    TurnRequest asked = asked(TestRequest.response(TestRequest.ASK));

    assertThat(asked.target()).isEqualTo(new Target.Unlisted(Overflow.REFUSED));
    assertThat(asked.api()).isEqualTo(TurnApi.RESPONSES);
    ResponseWish.Kept kept = (ResponseWish.Kept) asked.response();
    assertThat(kept.execution()).isEqualTo(Execution.FOREGROUND);
  }

  @Test
  void that_is_not_to_be_stored_has_no_conversation() {
    TurnRequest asked = asked(response("{'model':'m','input':'hi','store':false}"));

    assertThat(asked.target()).isEqualTo(new Target.Stateless());
    assertThat(asked.response()).isEqualTo(new ResponseWish.None());
  }

  @Test
  void with_a_key_is_of_its_session() {
    assertThat(asked(TestRequest.response(TestRequest.ASK).header(KEY, "ann")).target())
        .isEqualTo(new Target.ByKey("ann"));
    TurnRequest unkept =
        asked(response("{'model':'m','input':'hi','store':false}").header(KEY, "ann"));
    assertThat(unkept.target()).isEqualTo(new Target.ByKey("ann"));
    assertThat(unkept.response()).isEqualTo(new ResponseWish.None());
  }

  @Test
  void goes_on_from_the_response_it_names() {
    String body = "{'model':'m','input':'hi','previous_response_id':'resp_1'}";

    assertThat(asked(response(body)).target())
        .isEqualTo(new Target.AfterResponse("resp_1", "", Overflow.REFUSED, Trace.KEPT));
    assertThat(asked(response(body).header(KEY, "ann")).target())
        .isEqualTo(new Target.AfterResponse("resp_1", "ann", Overflow.REFUSED, Trace.KEPT));
    assertThat(asked(response(body.replace("}", ",'truncation':'auto'}"))).target())
        .isEqualTo(new Target.AfterResponse("resp_1", "", Overflow.CUT, Trace.KEPT));
  }

  @Test
  void that_names_a_session_id_and_a_response_is_turned_down() {
    RawResponse response =
        response("{'model':'m','input':'hi','previous_response_id':'resp_1'}")
            .header(KEY, "ann")
            .header("x-holdfast-session-id", "s1")
            .send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo("x-holdfast-session-id");
  }

  @Test
  void that_is_ephemeral_keeps_nothing() {
    TurnRequest asked =
        asked(TestRequest.response(TestRequest.ASK).header("x-holdfast-ephemeral", "true"));

    assertThat(asked.target()).isEqualTo(new Target.Stateless());
    assertThat(asked.response()).isEqualTo(new ResponseWish.None());
  }

  @Test
  void that_is_ephemeral_or_not_stored_leaves_no_trace_in_what_it_goes_on_from() {
    String body = "{'model':'m','input':'hi','previous_response_id':'resp_1'}";
    Target beside = new Target.AfterResponse("resp_1", "", Overflow.REFUSED, Trace.NONE);

    assertThat(asked(response(body).header("x-holdfast-ephemeral", "true")).target())
        .isEqualTo(beside);
    assertThat(asked(response(body.replace("}", ",'store':false}"))).target()).isEqualTo(beside);
    assertThat(asked(response(body.replace("}", ",'store':false}")).header(KEY, "ann")).target())
        .as("a session that is named keeps its turns")
        .isEqualTo(new Target.AfterResponse("resp_1", "ann", Overflow.REFUSED, Trace.KEPT));
  }

  @Test
  void that_is_ephemeral_is_told_as_not_stored() {
    gateway.conversations().play(Scenes.saying("Hello"));

    RawResponse response =
        TestRequest.response(TestRequest.ASK).header("x-holdfast-ephemeral", "1").send(gateway);

    assertThat(response.json().path("store").booleanValue()).isFalse();
  }

  @Test
  void has_its_instructions_apart_from_its_input() {
    TurnRequest asked = asked(response("{'model':'m','input':'hi','instructions':'Rhyme.'}"));

    assertThat(asked.instructions()).containsExactly(Item.message(Role.SYSTEM, "Rhyme."));
    assertThat(asked.items()).hasSize(1);
  }

  @Test
  void that_is_refused_calls_what_is_at_fault_by_its_own_name() {
    gateway.conversations().play(Scenes.refusing(Refusal.of(RefusalReason.NO_NEW_INPUT, "No.")));

    RawResponse response = TestRequest.response(TestRequest.ASK).send(gateway);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo("input");
  }

  @Test
  void is_answered_at_paths_of_all_spellings() {
    gateway.conversations().play(Scenes.saying("Hello"));
    for (String path : List.of("/v1/responses", "/responses", "/v1/responses/")) {
      RawResponse response =
          TestRequest.of("POST", path)
              .token(TestGateway.WRITE_TOKEN)
              .json(TestRequest.ASK)
              .send(gateway);
      assertThat(response.status()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', c b a, false",
    "?order=asc, a b c, false",
    "?limit=2, c b, true",
    "?limit=2&order=asc, a b, true",
    "?after=msg_in2, a, false",
    "?after=msg_in1&order=asc, b c, false",
    "?after=msg_in3&limit=1, b, true",
    "?after=msg_in1, '', false",
  })
  void for_input_items_gets_a_page(String query, String texts, boolean more) {
    gateway.responses().put("page", KeptSamples.asking("page", "a", "b", "c"));

    JsonNode page = read("/v1/responses/page/input_items" + query).json();

    List<String> told =
        page.path("data").valueStream().map(item -> item.at("/content/0/text").asString()).toList();
    assertThat(String.join(" ", told)).isEqualTo(texts);
    assertThat(page.path("has_more").booleanValue()).isEqualTo(more);
  }

  /** Thoughts beside words are two items of one event, and a message that says nothing is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order=asc | msg_in1 rs_in2 msg_in2 rs_in3 msg_in4 | false",
        "order=desc | msg_in4 rs_in3 msg_in2 rs_in2 msg_in1 | false",
        "order=asc&limit=2 | msg_in1 rs_in2 | true",
        "order=asc&limit=2&after=rs_in2 | msg_in2 rs_in3 | true",
        "order=asc&limit=2&after=rs_in3 | msg_in4 | false",
        "order=asc&limit=4 | msg_in1 rs_in2 msg_in2 rs_in3 | true",
        "limit=2&after=msg_in2 | rs_in2 msg_in1 | false",
      })
  void for_input_items_counts_what_is_shown(String query, String ids, boolean more) {
    RawFields thoughts = new RawFields("{\"reasoning_content\":\"hm\"}");
    List<ContentPart> words = List.of(ContentPart.text("4"));
    List<Item> input =
        List.of(
            KeptSamples.message(Role.USER, "2+2?"),
            new Item.Message(Role.ASSISTANT, words, thoughts),
            new Item.Message(Role.ASSISTANT, List.of(), thoughts),
            KeptSamples.message(Role.USER, "Go on."),
            new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE));
    gateway
        .responses()
        .put("page", KeptSamples.found("page", KeptSamples.COMPLETED, input, List.of()));

    JsonNode page = read("/v1/responses/page/input_items?" + query).json();

    List<String> told =
        page.path("data").valueStream().map(item -> item.path("id").asString()).toList();
    assertThat(String.join(" ", told)).isEqualTo(ids);
    assertThat(page.path("first_id").asString()).isEqualTo(told.getFirst());
    assertThat(page.path("last_id").asString()).isEqualTo(told.getLast());
    assertThat(page.path("has_more").booleanValue()).isEqualTo(more);
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=101, limit",
    "limit=many, limit",
    "order=up, order",
    "after=msg_none, after",
  })
  void for_input_items_is_turned_down_where_it_makes_no_sense(String query, String parameter) {
    gateway.responses().put("page", KeptSamples.asking("page", "a"));

    RawResponse response = read("/v1/responses/page/input_items?" + query);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource({"stream=yes, stream", "starting_after=-1, starting_after"})
  void for_a_response_is_turned_down_where_it_makes_no_sense(String query, String parameter) {
    gateway.responses().put("one", KeptSamples.answered("one"));

    RawResponse response = read("/v1/responses/one?" + query);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").stringValue()).isEqualTo(parameter);
  }

  @Test
  void for_one_that_failed_tells_why() {
    TurnFailure failure = TurnFailure.of(FailureCause.UPSTREAM_RATE_LIMITED, "Slow down.");
    gateway
        .responses()
        .put(
            "failed",
            KeptSamples.found(
                "failed", KeptSamples.ended(new TurnEnding.Failed(failure)), List.of(), List.of()));

    JsonNode response = read("/v1/responses/failed").json();

    assertThat(response.path("status").stringValue()).isEqualTo("failed");
    assertThat(response.at("/error/message").stringValue()).isEqualTo("Slow down.");
  }

  @Test
  void for_one_whose_gateway_stopped_tells_so() {
    gateway
        .responses()
        .put(
            "lost",
            KeptSamples.found(
                "lost",
                KeptSamples.ended(new TurnEnding.Interrupted("owner_gone")),
                List.of(),
                List.of()));

    JsonNode response = read("/v1/responses/lost").json();

    assertThat(response.path("status").stringValue()).isEqualTo("failed");
    assertThat(response.at("/error/message").stringValue()).contains("interrupted");
  }

  @Test
  void while_the_store_does_not_answer_hears_that() {
    Refusal refusal = Refusal.of(RefusalReason.STORE_UNAVAILABLE, "The store is away.");
    gateway.responses().put("away", new Finding.Unreadable(refusal));

    assertThat(read("/v1/responses/away").status()).isEqualTo(503);
    assertThat(read("/v1/responses/away/input_items").status()).isEqualTo(503);
  }

  @Test
  void to_delete_one_is_confirmed_and_what_is_gone_is_unknown() {
    gateway.responses().put("r", KeptSamples.answered("r"));
    TestRequest delete = TestRequest.of("DELETE", "/v1/responses/r").token(TestGateway.WRITE_TOKEN);

    assertThat(delete.send(gateway).body())
        .isEqualTo("{\"id\":\"r\",\"object\":\"response\",\"deleted\":true}");

    assertThat(delete.send(gateway).status()).isEqualTo(404);
    assertThat(read("/v1/responses/r").status()).isEqualTo(404);
  }

  private TurnRequest asked(TestRequest request) {
    gateway.conversations().play(Scenes.saying("Hello"));
    assertThat(request.send(gateway).status()).isEqualTo(200);
    return gateway.conversations().requests().getLast();
  }

  private RawResponse read(String path) {
    return TestRequest.get(path).token(TestGateway.READ_TOKEN).send(gateway);
  }

  private static TestRequest response(String json) {
    return TestRequest.response(json.replace('\'', '"'));
  }
}
