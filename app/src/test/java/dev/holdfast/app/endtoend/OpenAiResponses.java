package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonNumber;
import com.openai.core.JsonObject;
import com.openai.core.JsonString;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseRetrieveParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.services.blocking.ResponseService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The Responses API as users of the official client see it; every object and event is checked
 * against the client's model.
 *
 * @param service what everything goes through
 */
record OpenAiResponses(ResponseService service) {

  static final String SESSION_KEY = "x-holdfast-session-key";

  /** Longer than the slowest answer of the demo; only one that hangs reaches it. */
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(60);

  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

  static OpenAiResponses of(OpenAi client) {
    OpenAIClient openAi = client.client();
    return new OpenAiResponses(openAi.responses());
  }

  /** A question beside every session. */
  static ResponseCreateParams.Builder ask(String text) {
    return ResponseCreateParams.builder().model("holdfast").input(text);
  }

  /** Items beside every session. */
  static ResponseCreateParams.Builder send(ResponseInputItem... items) {
    return ResponseCreateParams.builder().model("holdfast").inputOfResponse(List.of(items));
  }

  static ResponseInputItem user(String text) {
    return message(EasyInputMessage.Role.USER, text);
  }

  static ResponseInputItem message(EasyInputMessage.Role role, String text) {
    return ResponseInputItem.ofEasyInputMessage(
        EasyInputMessage.builder().role(role).content(text).build());
  }

  /** What a tool gave. */
  static ResponseInputItem result(String callId, String output) {
    return ResponseInputItem.ofFunctionCallOutput(
        ResponseInputItem.FunctionCallOutput.builder().callId(callId).output(output).build());
  }

  static ResponseInputItem reference(String itemId) {
    return ResponseInputItem.ofItemReference(
        ResponseInputItem.ItemReference.builder().id(itemId).build());
  }

  /** A tool with one argument, the name of a city. */
  static FunctionTool tool(String name) {
    return FunctionTool.builder()
        .name(name)
        .description("Tells something of a city.")
        .parameters(
            FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                .build())
        .strict(true)
        .build();
  }

  /** Asks for a whole answer. */
  Response whole(ResponseCreateParams.Builder question) {
    return service.create(question.build()).validate();
  }

  /** Asks for a stream and takes it in to its end. */
  Told streamed(ResponseCreateParams.Builder question) {
    return told(service.createStreaming(question.build()));
  }

  /** Follows a background response from its first event. */
  Told followed(String id) {
    return told(service.retrieveStreaming(id));
  }

  /** Follows a background response from behind an event. */
  Told followed(String id, long startingAfter) {
    return told(
        service.retrieveStreaming(
            id, ResponseRetrieveParams.builder().startingAfter(startingAfter).build()));
  }

  private static Told told(StreamResponse<ResponseStreamEvent> stream) {
    try (stream) {
      return new Told(stream.stream().map(ResponseStreamEvent::validate).toList());
    }
  }

  Response stored(String id) {
    return service.retrieve(id).validate();
  }

  /** Asks for a response until it has ended. */
  Response ended(String id) throws InterruptedException {
    long until = System.nanoTime() + ENDED_WITHIN.toNanos();
    Response response = stored(id);
    while (!hasEnded(response)) {
      assertThat(System.nanoTime()).as("%s never ended", id).isLessThan(until);
      Thread.sleep(BETWEEN_POLLS);
      response = stored(id);
    }
    return response;
  }

  private static boolean hasEnded(Response response) {
    ResponseStatus status = response.status().orElseThrow();
    return !status.equals(ResponseStatus.QUEUED) && !status.equals(ResponseStatus.IN_PROGRESS);
  }

  /** The words of an answer. */
  static String text(Response response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(part -> part.outputText().stream())
        .map(part -> part.text())
        .collect(Collectors.joining());
  }

  /** The calls of an answer, in order. */
  static List<ResponseFunctionToolCall> calls(Response response) {
    return response.output().stream()
        .map(ResponseOutputItem::functionCall)
        .flatMap(Optional::stream)
        .toList();
  }

  static ResponseFunctionToolCall onlyCall(Response response) {
    assertThat(response.output()).hasSize(1);
    return response.output().getFirst().asFunctionCall();
  }

  /**
   * A stream to its end.
   *
   * @param events all of them, in order
   */
  record Told(List<ResponseStreamEvent> events) {

    /** The names of the events. */
    List<String> types() {
      return events.stream().map(event -> ((JsonString) member(event, "type")).value()).toList();
    }

    List<Long> sequence() {
      return events.stream()
          .map(event -> ((JsonNumber) member(event, "sequence_number")).value().longValue())
          .toList();
    }

    /** Events are numbered on from one to the next, and none is behind the end. */
    Told isGaplessFrom(long first) {
      assertThat(sequence())
          .containsExactlyElementsOf(
              LongStream.range(first, first + events.size()).boxed().toList());
      assertThat(types().subList(0, events.size() - 1))
          .doesNotContain("response.completed", "response.incomplete", "response.failed");
      return this;
    }

    /** The text's pieces, joined. */
    String text() {
      return events.stream()
          .flatMap(event -> event.outputTextDelta().stream())
          .map(event -> event.delta())
          .collect(Collectors.joining());
    }

    /** The object that the last event brings. */
    Response last() {
      ResponseStreamEvent end = events.getLast();
      return end.completed()
          .map(event -> event.response())
          .or(() -> end.incomplete().map(event -> event.response()))
          .or(() -> end.failed().map(event -> event.response()))
          .orElseThrow()
          .validate();
    }

    private static JsonValue member(ResponseStreamEvent event, String name) {
      return ((JsonObject) event._json().orElseThrow()).values().get(name);
    }
  }
}
