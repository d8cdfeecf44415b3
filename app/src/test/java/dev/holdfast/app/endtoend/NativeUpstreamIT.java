package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.beside;
import static dev.holdfast.app.endtoend.OpenAi.in;
import static dev.holdfast.app.endtoend.OpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.SseException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.holdfast.adapters.http.stub.ResponsesReply;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@DisplayName("The OpenAI client for chat completions, and a provider that is asked by responses")
final class NativeUpstreamIT {

  private static final String ARGUMENTS = "{ \"city\": \"Köln\" }";

  @TempDir private static Path scratch;

  private static StubbedGateway stubbed;

  @BeforeAll
  static void start() throws InterruptedException {
    stubbed = StubbedGateway.start(scratch, Upstreams::ofResponses);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    stubbed.stop();
  }

  /** How an answer is asked for. */
  private enum Delivery {
    WHOLE(OpenAi::whole),
    STREAMED(OpenAi::streamed);

    private final BiFunction<OpenAi, ChatCompletionCreateParams.Builder, ChatCompletion> ask;

    Delivery(BiFunction<OpenAi, ChatCompletionCreateParams.Builder, ChatCompletion> ask) {
      this.ask = ask;
    }

    ChatCompletion ask(ChatCompletionCreateParams.Builder question) {
      return ask.apply(stubbed.client(), question);
    }
  }

  @ParameterizedTest
  @EnumSource
  void is_answered_and_remembered(Delivery delivery) {
    String key = "text-" + delivery;
    stubbed.stub().next(ResponsesReply.text("Hello Ann."), ResponsesReply.text("You are Ann."));

    ChatCompletion first = delivery.ask(in(key).addUserMessage("I am Ann."));
    ChatCompletion second = delivery.ask(in(key).addUserMessage("Who am I?"));

    assertThat(text(first)).isEqualTo("Hello Ann.");
    assertThat(text(second)).isEqualTo("You are Ann.");
    assertThat(second.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(stubbed.stub().lastRequest().line()).isEqualTo("POST /v1/responses");
    JsonNode asked = asked();
    assertThat(asked.path("store").asBoolean(true)).isFalse();
    assertThat(asked.path("model").asString()).isEqualTo("gpt-5.5");
    assertThat(seen())
        .containsExactly("user: I am Ann.", "assistant: Hello Ann.", "user: Who am I?");
  }

  @Test
  void gets_the_usage_that_the_provider_reports() {
    stubbed.stub().next(ResponsesReply.text("Hello."));

    var usage = stubbed.client().whole(beside().addUserMessage("Hi.")).usage().orElseThrow();

    assertThat(usage.promptTokens()).isEqualTo(11);
    assertThat(usage.completionTokens()).isEqualTo(7);
    assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens()).contains(3L);
  }

  @Test
  void has_its_members_converted() {
    stubbed.stub().next(ResponsesReply.text("{}"));

    stubbed
        .client()
        .whole(
            withTool(beside())
                .addDeveloperMessage("Be brief.")
                .addUserMessage("Hi.")
                .maxCompletionTokens(50)
                .reasoningEffort(ReasoningEffort.LOW)
                .putAdditionalBodyProperty("top_p", JsonValue.from(0.5)));

    JsonNode asked = asked();
    assertThat(asked.path("max_output_tokens").asInt()).isEqualTo(50);
    assertThat(asked.at("/reasoning/effort").asString()).isEqualTo("low");
    assertThat(asked.path("top_p").asDouble()).isEqualTo(0.5);
    assertThat(asked.at("/tools/0/type").asString()).isEqualTo("function");
    assertThat(asked.at("/tools/0/name").asString()).isEqualTo("get_weather");
    assertThat(asked.path("include").toString()).isEqualTo("[\"reasoning.encrypted_content\"]");
    assertThat(seen()).containsExactly("developer: Be brief.", "user: Hi.");
  }

  @ParameterizedTest
  @EnumSource
  void runs_parallel_tools_and_sends_nothing_but_the_results(Delivery delivery) {
    String key = "tools-" + delivery;
    stubbed
        .stub()
        .next(
            ResponsesReply.of(
                ResponsesReply.message("Let me look."),
                ResponsesReply.call("c1", "get_weather", ARGUMENTS),
                ResponsesReply.call("c2", "get_weather", "{}")),
            ResponsesReply.text("Rain in both."));

    ChatCompletion called = delivery.ask(withTool(in(key)).addUserMessage("Weather?"));
    ChatCompletion answer =
        delivery.ask(
            withTool(in(key)).addMessage(result("c2", "dry")).addMessage(result("c1", "wet")));

    assertThat(called.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(text(called)).isEqualTo("Let me look.");
    assertThat(calls(called)).extracting(call -> call.id()).containsExactly("c1", "c2");
    assertThat(calls(called).getFirst().function().arguments()).isEqualTo(ARGUMENTS);
    assertThat(text(answer)).isEqualTo("Rain in both.");
    assertThat(asked().path("input").valueStream().skip(2))
        .extracting(item -> item.path("type").asString() + ' ' + item.path("call_id").asString())
        .containsExactly(
            "function_call c1",
            "function_call c2",
            "function_call_output c1",
            "function_call_output c2");
    assertThat(asked().at("/input/2/arguments").asString()).isEqualTo(ARGUMENTS);
    assertThat(asked().at("/input/4/output").asString()).isEqualTo("wet");
  }

  @ParameterizedTest
  @EnumSource
  void resends_the_conversation_with_the_result(Delivery delivery) throws InterruptedException {
    String key = "resent-" + delivery;
    stubbed
        .stub()
        .next(
            ResponsesReply.toolCall("c1", "get_weather", ARGUMENTS), ResponsesReply.text("Rain."));

    ChatCompletion called = delivery.ask(withTool(in(key)).addUserMessage("Weather?"));
    ChatCompletion answer =
        delivery.ask(
            withTool(in(key))
                .addUserMessage("Weather?")
                .addMessage(called.choices().getFirst().message())
                .addMessage(result("c1", "wet")));

    assertThat(text(answer)).isEqualTo("Rain.");
    assertThat(Json.lines(stubbed.home().session(key)))
        .containsExactly("user: Weather?", "call: get_weather", "result: wet", "assistant: Rain.");
  }

  @ParameterizedTest
  @EnumSource
  void hears_of_thoughts_which_go_back_to_their_maker_whole(Delivery delivery) {
    String key = "thoughts-" + delivery;
    stubbed
        .stub()
        .next(
            ResponsesReply.of(
                ResponsesReply.reasoning("Look it up first.", "gAAA"),
                ResponsesReply.call("c1", "get_weather", "{}")),
            ResponsesReply.text("Rain."));

    ChatCompletion called = delivery.ask(withTool(in(key)).addUserMessage("Weather?"));
    delivery.ask(withTool(in(key)).addMessage(result("c1", "wet")));

    assertThat(calls(called)).hasSize(1);
    assertThat(asked().at("/input/1").toString())
        .isEqualTo(
            "{\"type\":\"reasoning\",\"id\":\"rs_up\",\"summary\":[{\"type\":\"summary_text\","
                + "\"text\":\"Look it up first.\"}],\"encrypted_content\":\"gAAA\"}");
    assertThat(asked().at("/input/2/call_id").asString()).isEqualTo("c1");
  }

  @Test
  void hears_of_thoughts_where_chat_pages_look_for_them() {
    StubReply two =
        ResponsesReply.of(
            ResponsesReply.reasoning("Add them up.", "gAAA"), ResponsesReply.message("Two."));
    stubbed.stub().next(two, two);

    String body = stubbed.gateway().raw().chat(Chat.of("sum", "1+1?").streamed()).body();

    assertThat(body.lines().filter(line -> line.startsWith("data: {")))
        .map(line -> Json.read(line.substring("data: ".length())).at("/choices/0/delta"))
        .extracting(delta -> delta.path("reasoning_content").asString(""))
        .filteredOn(thought -> !thought.isEmpty())
        .containsExactly("Add ", "them ", "up.");
    assertThat(body).endsWith("data: [DONE]\n\n");
    assertThat(
            stubbed
                .gateway()
                .raw()
                .chat(Chat.of("sum whole", "1+1?"))
                .json()
                .at("/choices/0/message/reasoning_content")
                .asString("none"))
        .isEqualTo("Add them up.");
  }

  @Test
  void is_told_that_an_answer_was_cut_short() {
    stubbed
        .stub()
        .next(ResponsesReply.cutShort("max_output_tokens", ResponsesReply.message("Once upon")));

    ChatCompletion answer = stubbed.client().streamed(beside().addUserMessage("A story."));

    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(text(answer)).isEqualTo("Once upon");
  }

  @Test
  void is_told_of_a_refusal() {
    stubbed.stub().next(ResponsesReply.of(ResponsesReply.refusal("I will not.")));

    ChatCompletion answer = stubbed.client().streamed(beside().addUserMessage("Do it."));

    assertThat(answer.choices().getFirst().message().refusal()).contains("I will not.");
  }

  @Test
  void hears_of_failures_by_its_own_exceptions_and_the_session_goes_on() {
    StubReply failed =
        ResponsesReply.failed("server_error", "out of order", ResponsesReply.message("a b"));
    StubReply refused =
        StubReply.json(
            400,
            "{\"error\":{\"message\":\"Unknown parameter:"
                + " 'stop'.\",\"code\":\"unknown_parameter\"}}");
    stubbed.stub().next(failed, failed, refused, ResponsesReply.text("Fine."));

    InternalServerException whole =
        catchThrowableOfType(
            InternalServerException.class,
            () -> stubbed.client().whole(in("failing").addUserMessage("One.")));
    SseException streamed =
        catchThrowableOfType(
            SseException.class,
            () -> stubbed.client().streamed(in("failing").addUserMessage("Two.")));
    BadRequestException rejected =
        catchThrowableOfType(
            BadRequestException.class,
            () -> stubbed.client().whole(in("failing").addUserMessage("Three.").stop("x")));

    assertThat(whole.code()).contains("upstream_error");
    assertThat(streamed).hasMessageContaining("out of order");
    assertThat(rejected).hasMessageContaining("Unknown parameter: 'stop'");
    assertThat(text(stubbed.client().whole(in("failing").addUserMessage("Four."))))
        .isEqualTo("Fine.");
    assertThat(seen()).containsExactly("user: Four.");
  }

  private static ChatCompletionCreateParams.Builder withTool(
      ChatCompletionCreateParams.Builder question) {
    return question.addTool(
        ChatCompletionFunctionTool.builder()
            .function(
                FunctionDefinition.builder()
                    .name("get_weather")
                    .parameters(
                        FunctionParameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty("properties", JsonValue.from(Map.of()))
                            .build())
                    .build())
            .build());
  }

  private static ChatCompletionToolMessageParam result(String callId, String text) {
    return ChatCompletionToolMessageParam.builder().toolCallId(callId).content(text).build();
  }

  private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
    return answer.choices().getFirst().message().toolCalls().orElseThrow().stream()
        .map(ChatCompletionMessageToolCall::asFunction)
        .toList();
  }

  private static JsonNode asked() {
    return Json.read(stubbed.stub().lastRequest().text());
  }

  /** The messages the model was asked with last, each behind its role. */
  private static List<String> seen() {
    return asked().path("input").valueStream().map(NativeUpstreamIT::said).toList();
  }

  private static String said(JsonNode message) {
    JsonNode content = message.path("content");
    String text =
        content.isString()
            ? content.stringValue()
            : String.join(
                "", content.valueStream().map(part -> part.path("text").asString()).toList());
    return message.path("role").asString() + ": " + text;
  }
}
