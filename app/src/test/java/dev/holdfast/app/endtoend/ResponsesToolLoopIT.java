package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static dev.holdfast.app.endtoend.OpenAiResponses.SESSION_KEY;
import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.calls;
import static dev.holdfast.app.endtoend.OpenAiResponses.onlyCall;
import static dev.holdfast.app.endtoend.OpenAiResponses.result;
import static dev.holdfast.app.endtoend.OpenAiResponses.send;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static dev.holdfast.app.endtoend.OpenAiResponses.tool;
import static dev.holdfast.app.endtoend.OpenAiResponses.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.CustomTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseCustomToolCall;
import com.openai.models.responses.ResponseCustomToolCallOutput;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ToolChoiceFunction;
import com.openai.models.responses.ToolChoiceOptions;
import dev.holdfast.app.endtoend.OpenAiResponses.Told;
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

@DisplayName("A tool loop of the Responses API, by the official client")
final class ResponsesToolLoopIT {

  private static final String QUESTION = "What is the weather in Paris?";
  private static final String RESULT = "17 degrees and light rain";
  private static final String ANSWER = "The tool get_weather answered: \"" + RESULT + "\".";

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi chat;
  private static OpenAiResponses responses;

  @BeforeAll
  static void start() throws InterruptedException {
    home = new TestHome(scratch);
    gateway = home.start();
    chat = gateway.openAi();
    responses = OpenAiResponses.of(chat);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    chat.close();
    assertThat(gateway.stop().problems()).isEmpty();
  }

  /** How an answer is asked for. */
  private enum Delivery {
    WHOLE(OpenAiResponses::whole),
    STREAMED((client, question) -> client.streamed(question).isGaplessFrom(0).last());

    private final BiFunction<OpenAiResponses, ResponseCreateParams.Builder, Response> ask;

    Delivery(BiFunction<OpenAiResponses, ResponseCreateParams.Builder, Response> ask) {
      this.ask = ask;
    }

    Response ask(ResponseCreateParams.Builder question) {
      return ask.apply(responses, question);
    }
  }

  private static ResponseCreateParams.Builder withTool(ResponseCreateParams.Builder question) {
    return question.addTool(tool("get_weather"));
  }

  @ParameterizedTest
  @EnumSource
  void goes_on_by_the_id_of_the_response(Delivery delivery) {
    Response called = delivery.ask(withTool(ask(QUESTION)));
    ResponseFunctionToolCall call = onlyCall(called);
    Response answer =
        delivery.ask(withTool(send(result(call.callId(), RESULT))).previousResponseId(called.id()));

    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(Json.read(call.arguments()).path("city").isString()).isTrue();
    assertThat(call.id().orElseThrow()).startsWith("fc_");
    assertThat(text(answer)).isEqualTo(ANSWER);
    assertThat(answer.tools()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void goes_on_by_resending_every_item(Delivery delivery) {
    Response called = delivery.ask(withTool(ask(QUESTION)).store(false));
    ResponseFunctionToolCall call = onlyCall(called);
    Response answer =
        delivery.ask(
            withTool(
                    send(
                        user(QUESTION),
                        ResponseInputItem.ofFunctionCall(call),
                        result(call.callId(), RESULT)))
                .store(false));

    assertThat(text(answer)).isEqualTo(ANSWER);
  }

  @ParameterizedTest
  @EnumSource
  void goes_on_in_a_session_with_nothing_but_the_result(Delivery delivery)
      throws InterruptedException {
    String key = "alone-" + delivery;
    Response called = delivery.ask(withTool(ask(QUESTION)).putAdditionalHeader(SESSION_KEY, key));
    Response answer =
        delivery.ask(
            withTool(send(result(onlyCall(called).callId(), RESULT)))
                .putAdditionalHeader(SESSION_KEY, key));

    assertThat(text(answer)).isEqualTo(ANSWER);
    assertThat(Json.lines(home.session(key)))
        .containsExactly(
            "user: " + QUESTION, "call: get_weather", "result: " + RESULT, "assistant: " + ANSWER);
  }

  @ParameterizedTest
  @EnumSource
  void answers_two_calls_made_at_once(Delivery delivery) {
    Response called =
        delivery.ask(
            ask("Use both get_weather and read_clock.")
                .addTool(tool("get_weather"))
                .addTool(tool("read_clock")));
    List<ResponseFunctionToolCall> calls = calls(called);
    Response answer =
        delivery.ask(
            send(result(calls.get(1).callId(), "noon"), result(calls.getFirst().callId(), RESULT))
                .previousResponseId(called.id()));

    assertThat(calls)
        .extracting(ResponseFunctionToolCall::name)
        .containsExactlyInAnyOrder("get_weather", "read_clock");
    assertThat(text(answer)).contains("noon", RESULT);
  }

  @Test
  void streams_the_pieces_of_two_calls_that_join_to_their_arguments() {
    Told told =
        responses
            .streamed(
                ask("Use both get_weather and read_clock.")
                    .addTool(tool("get_weather"))
                    .addTool(tool("read_clock")))
            .isGaplessFrom(0);

    List<ResponseFunctionToolCall> calls = calls(told.last());
    for (int index = 0; index < calls.size(); index++) {
      int place = index;
      String joined =
          String.join(
              "",
              told.events().stream()
                  .flatMap(event -> event.functionCallArgumentsDelta().stream())
                  .filter(delta -> delta.outputIndex() == place)
                  .map(delta -> delta.delta())
                  .toList());
      assertThat(joined).isNotEmpty().isEqualTo(calls.get(index).arguments());
    }
    assertThat(calls).hasSize(2);
    assertThat(
            told.events().stream()
                .flatMap(event -> event.functionCallArgumentsDone().stream())
                .map(done -> done.arguments())
                .toList())
        .isEqualTo(calls.stream().map(ResponseFunctionToolCall::arguments).toList());
  }

  @Test
  void obeys_what_the_caller_says_about_tools() {
    Response none = responses.whole(withTool(ask(QUESTION)).toolChoice(ToolChoiceOptions.NONE));
    Response required =
        responses.whole(withTool(ask("Good morning.")).toolChoice(ToolChoiceOptions.REQUIRED));
    Response named =
        responses.whole(
            withTool(ask("Good morning."))
                .addTool(tool("read_clock"))
                .toolChoice(ToolChoiceFunction.builder().name("read_clock").build()));
    Response single =
        responses.whole(
            withTool(ask("Use both get_weather and read_clock."))
                .addTool(tool("read_clock"))
                .parallelToolCalls(false));

    assertThat(calls(none)).isEmpty();
    assertThat(onlyCall(required).name()).isEqualTo("get_weather");
    assertThat(onlyCall(named).name()).isEqualTo("read_clock");
    assertThat(calls(single)).hasSize(1);
  }

  @Test
  void calls_a_tool_that_takes_any_text() {
    CustomTool shout = CustomTool.builder().name("shout").build();
    Response called = responses.whole(ask("Use shout for this").addTool(shout));
    ResponseCustomToolCall call = called.output().getFirst().asCustomToolCall();
    Response answer =
        responses.whole(
            send(ResponseInputItem.ofCustomToolCallOutput(
                    ResponseCustomToolCallOutput.builder()
                        .callId(call.callId())
                        .output("USE SHOUT")
                        .build()))
                .previousResponseId(called.id()));
    Told streamed = responses.streamed(ask("Use shout for this").addTool(shout)).isGaplessFrom(0);

    assertThat(call.input()).isEqualTo("Use shout for this");
    assertThat(text(answer)).isEqualTo("The tool shout answered: \"USE SHOUT\".");
    assertThat(streamed.types())
        .containsSubsequence(
            "response.output_item.added",
            "response.custom_tool_call_input.delta",
            "response.custom_tool_call_input.done",
            "response.output_item.done");
  }

  @Test
  void is_not_gone_on_with_while_a_result_is_missing_unknown_or_late() {
    Response called =
        responses.whole(
            ask("Use both get_weather and read_clock.")
                .addTool(tool("get_weather"))
                .addTool(tool("read_clock")));
    List<ResponseFunctionToolCall> calls = calls(called);

    BadRequestException missing =
        refused(send(result(calls.getFirst().callId(), RESULT)).previousResponseId(called.id()));
    BadRequestException unknown =
        refused(send(result("call_nobody", RESULT)).previousResponseId(called.id()));
    Response passedOver = responses.whole(ask("Never mind.").previousResponseId(called.id()));
    BadRequestException late =
        refused(
            send(result(calls.getFirst().callId(), RESULT), result(calls.get(1).callId(), RESULT))
                .previousResponseId(passedOver.id()));

    assertThat(missing.code()).contains("tool_results_missing");
    assertThat(missing).hasMessageContaining(calls.get(1).callId());
    assertThat(unknown.code()).contains("tool_result_unknown");
    assertThat(late.code()).contains("tool_call_superseded");
  }

  private static BadRequestException refused(ResponseCreateParams.Builder request) {
    return catchThrowableOfType(BadRequestException.class, () -> responses.whole(request));
  }

  @Test
  void begun_by_chat_completions_is_ended_by_responses() throws InterruptedException {
    ChatCompletion called = chat.whole(chatWithTool("from-chat").addUserMessage(QUESTION));
    String callId =
        called
            .choices()
            .getFirst()
            .message()
            .toolCalls()
            .orElseThrow()
            .getFirst()
            .asFunction()
            .id();
    Response answer =
        responses.whole(
            withTool(send(result(callId, RESULT))).putAdditionalHeader(SESSION_KEY, "from-chat"));
    ChatCompletion next = chat.whole(in("from-chat").addUserMessage("My name is Ann."));
    Response recalled =
        responses.whole(ask("What is my name?").putAdditionalHeader(SESSION_KEY, "from-chat"));

    assertThat(text(answer)).isEqualTo(ANSWER);
    assertThat(text(recalled)).contains("Ann");
    assertThat(Json.lines(home.session("from-chat")))
        .containsExactly(
            "user: " + QUESTION,
            "call: get_weather",
            "result: " + RESULT,
            "assistant: " + ANSWER,
            "user: My name is Ann.",
            "assistant: " + OpenAi.text(next),
            "user: What is my name?",
            "assistant: " + text(recalled));
  }

  @Test
  void begun_by_responses_is_ended_by_chat_completions() throws InterruptedException {
    Response called =
        responses.whole(withTool(ask(QUESTION)).putAdditionalHeader(SESSION_KEY, "to-chat"));
    ChatCompletion answer =
        chat.streamed(
            chatWithTool("to-chat")
                .addMessage(
                    ChatCompletionToolMessageParam.builder()
                        .toolCallId(onlyCall(called).callId())
                        .content(RESULT)
                        .build()));
    Response next =
        responses.whole(withTool(ask("And in Oslo?")).putAdditionalHeader(SESSION_KEY, "to-chat"));

    assertThat(OpenAi.text(answer)).isEqualTo(ANSWER);
    assertThat(next.output()).allMatch(ResponseOutputItem::isFunctionCall);
    assertThat(Json.lines(home.session("to-chat")))
        .containsExactly(
            "user: " + QUESTION,
            "call: get_weather",
            "result: " + RESULT,
            "assistant: " + ANSWER,
            "user: And in Oslo?",
            "call: get_weather");
  }

  private static ChatCompletionCreateParams.Builder chatWithTool(String key) {
    return in(key)
        .addTool(
            ChatCompletionFunctionTool.builder()
                .function(
                    FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(
                            FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                    "properties",
                                    JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                        .build())
                .build());
  }
}
