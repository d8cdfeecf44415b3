package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static dev.holdfast.app.endtoend.OpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
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

@DisplayName("A tool loop through the OpenAI client")
final class ToolLoopIT {

  private static final String QUESTION = "What is the weather in Paris?";
  private static final String RESULT = "17 degrees and light rain";

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi client;

  @BeforeAll
  static void start() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    client = gateway.openAi();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    gateway.stop();
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
      return ask.apply(client, question);
    }
  }

  private static ChatCompletionCreateParams.Builder withTool(String key) {
    return in(key)
        .addTool(
            ChatCompletionFunctionTool.builder()
                .function(
                    FunctionDefinition.builder()
                        .name("get_weather")
                        .description("The weather of a city.")
                        .parameters(
                            FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                    "properties",
                                    JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .build())
                        .build())
                .build());
  }

  private static ChatCompletionMessageFunctionToolCall onlyCall(ChatCompletion answer) {
    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    var calls = answer.choices().getFirst().message().toolCalls().orElseThrow();
    assertThat(calls).hasSize(1);
    ChatCompletionMessageFunctionToolCall call = calls.getFirst().asFunction();
    assertThat(call.function().name()).isEqualTo("get_weather");
    assertThat(Json.read(call.function().arguments()).path("city").isString()).isTrue();
    return call;
  }

  private static ChatCompletionToolMessageParam result(String callId) {
    return ChatCompletionToolMessageParam.builder().toolCallId(callId).content(RESULT).build();
  }

  @ParameterizedTest
  @EnumSource
  void resends_the_conversation_with_the_result(Delivery delivery) throws InterruptedException {
    String key = "resent-" + delivery;

    ChatCompletion call = delivery.ask(withTool(key).addUserMessage(QUESTION));
    String callId = onlyCall(call).id();
    ChatCompletion answer =
        delivery.ask(
            withTool(key)
                .addUserMessage(QUESTION)
                .addMessage(call.choices().getFirst().message())
                .addMessage(result(callId)));

    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(text(answer)).contains(RESULT);
    assertThat(Json.lines(home.session(key)))
        .containsExactly(
            "user: " + QUESTION,
            "call: get_weather",
            "result: " + RESULT,
            "assistant: " + text(answer));
  }

  @ParameterizedTest
  @EnumSource
  void sends_nothing_but_the_result(Delivery delivery) throws InterruptedException {
    String key = "alone-" + delivery;

    String callId = onlyCall(delivery.ask(withTool(key).addUserMessage(QUESTION))).id();
    ChatCompletion answer = delivery.ask(withTool(key).addMessage(result(callId)));

    assertThat(text(answer)).contains(RESULT);
    assertThat(Json.lines(home.session(key)))
        .containsExactly(
            "user: " + QUESTION,
            "call: get_weather",
            "result: " + RESULT,
            "assistant: " + text(answer));
  }

  @Test
  void a_result_of_a_call_nobody_made_is_refused_and_nothing_is_stored()
      throws InterruptedException {
    client.whole(in("unknown").addUserMessage("Hello."));

    BadRequestException refused =
        catchThrowableOfType(
            BadRequestException.class,
            () -> client.whole(withTool("unknown").addMessage(result("call_nobody"))));

    assertThat(refused.code()).contains("tool_result_unknown");
    assertThat(home.session("unknown").at("/session/events").asInt()).isEqualTo(2);
  }
}
