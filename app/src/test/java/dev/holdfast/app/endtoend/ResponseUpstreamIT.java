package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAiResponses.SESSION_KEY;
import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.onlyCall;
import static dev.holdfast.app.endtoend.OpenAiResponses.result;
import static dev.holdfast.app.endtoend.OpenAiResponses.send;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static dev.holdfast.app.endtoend.OpenAiResponses.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseError;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseReasoningItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ToolChoiceFunction;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import dev.holdfast.app.endtoend.OpenAiResponses.Told;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A response by an upstream that speaks chat completions")
final class ResponseUpstreamIT {

  /** Bytes of the stub's stream of words, of which each has less than 200. */
  private static final int BEHIND_THE_FIRST_WORD = 400;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private static Path scratch;

  private static StubbedGateway gateway;
  private static OpenAiResponses responses;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = StubbedGateway.start(scratch);
    responses = OpenAiResponses.of(gateway.client());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.stop();
  }

  private static JsonNode seen() {
    return Json.read(gateway.stub().lastRequest().text());
  }

  @Test
  void asks_it_in_its_own_words_and_in_nothing_that_only_responses_know() {
    Response first = responses.whole(ask("Hello"));
    gateway.stub().next(StubReply.toolCall("call_1", "get_weather", "{\"city\":\"Oslo\"}"));
    Response called =
        responses.whole(
            ask("What is the weather?")
                .instructions("Be brief.")
                .previousResponseId(first.id())
                .addTool(tool("get_weather"))
                .toolChoice(ToolChoiceFunction.builder().name("get_weather").build())
                .parallelToolCalls(false)
                .maxOutputTokens(77)
                .temperature(0.5)
                .topLogprobs(2)
                .addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS)
                .metadata(
                    ResponseCreateParams.Metadata.builder()
                        .putAdditionalProperty("order", JsonValue.from("7"))
                        .build()));
    JsonNode seen = seen();

    assertThat(onlyCall(called).callId()).isEqualTo("call_1");
    assertThat(seen.at("/messages").valueStream().map(m -> m.path("role").asString()).toList())
        .containsExactly("system", "user", "assistant", "user");
    assertThat(seen.at("/messages/0/content").asString()).isEqualTo("Be brief.");
    assertThat(seen.at("/tools/0/function/name").asString()).isEqualTo("get_weather");
    assertThat(seen.at("/tools/0/function/strict").asBoolean()).isTrue();
    assertThat(seen.at("/tools/0/name").isMissingNode()).isTrue();
    assertThat(seen.at("/tool_choice/function/name").asString()).isEqualTo("get_weather");
    assertThat(seen.path("parallel_tool_calls").asBoolean()).isFalse();
    assertThat(seen.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(seen.path("logprobs").asBoolean()).isTrue();
    assertThat(seen.path("top_logprobs").asInt()).isEqualTo(2);
    assertThat(seen.path("max_tokens").asInt(0) + seen.path("max_completion_tokens").asInt(0))
        .isEqualTo(77);
    assertThat(seen.propertyNames())
        .doesNotContain(
            "input",
            "instructions",
            "previous_response_id",
            "include",
            "store",
            "background",
            "metadata",
            "truncation",
            "text",
            "max_output_tokens",
            "holdfast:responses");
  }

  @Test
  void shows_it_calls_and_results_of_the_chain() {
    gateway.stub().next(StubReply.toolCall("call_2", "get_weather", "{\"city\": \"Oslo\"}"));
    Response called = responses.streamed(ask("Weather?").addTool(tool("get_weather"))).last();
    Response answer =
        responses.whole(send(result("call_2", "rain")).previousResponseId(called.id()));
    JsonNode messages = seen().path("messages");

    assertThat(text(answer)).isEqualTo("Hello from the stub.");
    assertThat(messages.at("/1/tool_calls/0/id").asString()).isEqualTo("call_2");
    assertThat(messages.at("/1/tool_calls/0/function/arguments").asString())
        .as("arguments go back byte for byte")
        .isEqualTo("{\"city\": \"Oslo\"}");
    assertThat(messages.at("/2/role").asString()).isEqualTo("tool");
    assertThat(messages.at("/2/tool_call_id").asString()).isEqualTo("call_2");
    assertThat(messages.at("/2/content").asString()).isEqualTo("rain");
  }

  @Test
  void shows_instructions_in_the_turn_that_brings_them_only() {
    Response first = responses.whole(ask("Hello").instructions("You are a pirate."));
    assertThat(gateway.seenByTheModel())
        .containsExactly("system: You are a pirate.", "user: Hello");

    responses.whole(ask("Go on.").previousResponseId(first.id()));

    assertThat(gateway.seenByTheModel())
        .containsExactly("user: Hello", "assistant: Hello from the stub.", "user: Go on.");
  }

  /** What a structured answer is to look like. */
  public static final class City {
    /** Any text. */
    public String name = "";
  }

  @Test
  void asks_for_structured_answers_by_response_format() {
    gateway.answers("{\"name\":\"Oslo\"}");
    var answer = responses.service().create(ask("Which city?").text(City.class).build()).validate();

    City city = answer.output().getFirst().asMessage().content().getFirst().asOutputText();
    assertThat(city.name).isEqualTo("Oslo");
    assertThat(seen().at("/response_format/type").asString()).isEqualTo("json_schema");
    assertThat(seen().at("/response_format/json_schema/schema/properties/name/type").asString())
        .isEqualTo("string");
    assertThat(seen().at("/response_format/json_schema/strict").asBoolean()).isTrue();
  }

  @Test
  void tells_its_thoughts_as_an_item_of_their_own() {
    gateway
        .stub()
        .next(
            StubReply.events(
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Let me \"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"think.\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Nine.\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    Told told = responses.streamed(ask("How many?")).isGaplessFrom(0);

    assertThat(told.types())
        .containsSubsequence(
            "response.output_item.added",
            "response.reasoning_text.delta",
            "response.reasoning_text.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.output_text.delta",
            "response.output_item.done",
            "response.completed");
    ResponseReasoningItem thoughts = told.last().output().getFirst().asReasoning();
    assertThat(thoughts.id()).startsWith("rs_");
    assertThat(thoughts.content().orElseThrow().getFirst().text()).isEqualTo("Let me think.");
    assertThat(text(told.last())).isEqualTo("Nine.");
    assertThat(responses.stored(told.last().id())).isEqualTo(told.last());
  }

  @Test
  void that_fails_before_it_answers_is_told_by_the_clients_own_exceptions() {
    gateway.stub().next(StubReply.json(500, "{\"error\":{\"message\":\"out of order\"}}"));
    InternalServerException broken =
        catchThrowableOfType(InternalServerException.class, () -> responses.streamed(ask("Hello")));
    gateway.stub().next(StubReply.json(429, "{\"error\":{\"message\":\"too fast\"}}"));
    RateLimitException limited =
        catchThrowableOfType(RateLimitException.class, () -> responses.whole(ask("Hello")));
    gateway.stub().next(StubReply.json(400, "{\"error\":{\"message\":\"no such voice\"}}"));
    BadRequestException wrong =
        catchThrowableOfType(BadRequestException.class, () -> responses.whole(ask("Hello")));

    assertThat(broken.statusCode()).isEqualTo(502);
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(wrong).hasMessageContaining("no such voice");
  }

  @Test
  void that_breaks_off_in_a_stream_ends_it_with_a_response_that_failed() {
    gateway.stub().next(StubReply.text("one two three four").withBreakAfter(BEHIND_THE_FIRST_WORD));
    Told told = responses.streamed(ask("Count.")).isGaplessFrom(0);

    assertThat(told.types()).endsWith("response.failed");
    ResponseError error = told.last().error().orElseThrow();
    assertThat(error.type()).contains("upstream_broken_off");
    assertThat(responses.stored(told.last().id()).status()).contains(ResponseStatus.FAILED);
  }

  @Test
  void that_fails_in_the_background_is_found_as_failed_and_the_chain_goes_on()
      throws InterruptedException {
    Response root = responses.whole(ask("Hello"));
    gateway.stub().next(StubReply.json(503, "{\"error\":{\"message\":\"out of order\"}}"));
    Response begun =
        responses.whole(ask("Are you there?").previousResponseId(root.id()).background(true));
    Response failed = responses.ended(begun.id());
    Response next = responses.whole(ask("And now?").previousResponseId(failed.id()));

    assertThat(failed.status()).contains(ResponseStatus.FAILED);
    assertThat(failed.error().orElseThrow().code()).isEqualTo(ResponseError.Code.SERVER_ERROR);
    assertThat(failed.error().orElseThrow().type()).contains("upstream_error");
    assertThat(text(next)).isEqualTo("Hello from the stub.");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: Hello",
            "assistant: Hello from the stub.",
            "user: Are you there?",
            "user: And now?");
  }

  @Test
  void is_let_go_when_a_background_response_is_cancelled() throws InterruptedException {
    gateway
        .stub()
        .next(
            StubReply.events("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"more \"}}]}")
                .withPauseBetweenPieces(Duration.ofMillis(50))
                .withEnding(Ending.REPEAT));
    Response begun =
        responses.whole(ask("Talk.").background(true).putAdditionalHeader(SESSION_KEY, "talk"));

    responses.service().cancel(begun.id());

    assertThat(gateway.stub().awaitDeparture(LIMIT)).isTrue();
    assertThat(responses.ended(begun.id()).status()).contains(ResponseStatus.CANCELLED);
    assertThat(text(responses.whole(ask("Stop.").putAdditionalHeader(SESSION_KEY, "talk"))))
        .isEqualTo("Hello from the stub.");
  }
}
