package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAiResponses.ask;
import static dev.holdfast.app.endtoend.OpenAiResponses.message;
import static dev.holdfast.app.endtoend.OpenAiResponses.send;
import static dev.holdfast.app.endtoend.OpenAiResponses.text;
import static dev.holdfast.app.endtoend.OpenAiResponses.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.Response.IncompleteDetails;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputFile;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponse;
import dev.holdfast.app.endtoend.OpenAiResponses.Told;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An answer of the Responses API, by the official client")
final class ResponsesIT {

  /** A picture of one pixel, 70 bytes. */
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
          + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir private static Path scratch;

  private static RunningGateway gateway;
  private static OpenAi client;
  private static OpenAiResponses responses;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = new TestHome(scratch).start();
    client = gateway.openAi();
    responses = OpenAiResponses.of(client);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    assertThat(gateway.stop().problems()).isEmpty();
  }

  @Test
  void is_whole_with_everything_its_model_asks_for() {
    Response answer = responses.whole(ask("Good morning."));

    assertThat(answer.id()).startsWith("resp_");
    assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
    assertThat(answer.model().asString()).isEqualTo("demo/demo");
    assertThat(text(answer)).isEqualTo("You said: \"Good morning.\"");
    assertThat(answer.output().getFirst().asMessage().id()).startsWith("msg_");
    assertThat(answer.error()).isEmpty();
    assertThat(answer.incompleteDetails()).isEmpty();
    assertThat(answer.createdAt()).isEqualTo(Math.floor(answer.createdAt()));
    assertThat(answer.completedAt()).hasValueSatisfying(at -> assertThat(at).isPositive());
    assertThat(answer.usage())
        .hasValueSatisfying(
            usage ->
                assertThat(usage.totalTokens())
                    .isEqualTo(usage.inputTokens() + usage.outputTokens())
                    .isPositive());
  }

  @Test
  void is_streamed_event_by_event_in_the_documented_order() {
    Told told = responses.streamed(ask("One two three.")).isGaplessFrom(0);

    List<String> types = told.types();
    assertThat(types)
        .startsWith(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta")
        .endsWith(
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(types.subList(4, types.size() - 4))
        .hasSizeGreaterThan(3)
        .containsOnly("response.output_text.delta");
    assertThat(told.text()).isEqualTo("You said: \"One two three.\"");
    assertThat(text(told.last())).isEqualTo(told.text());
  }

  @Test
  void is_the_same_when_the_clients_own_helper_joins_the_stream() {
    ResponseAccumulator joined = ResponseAccumulator.createWithSnapshots();
    try (StreamResponse<ResponseStreamEvent> events =
        client.client().responses().createStreaming(ask("Good morning.").build())) {
      events.stream().forEach(joined::accumulate);
    }
    Response streamed = joined.response().validate();

    assertThat(streamed.output()).isEqualTo(joined.reconstructedResponse().output());
    assertThat(responses.stored(streamed.id())).isEqualTo(streamed);
  }

  @Test
  void tells_text_beyond_ascii_as_it_was() {
    String said = "Grüße, 世界 👩‍🚀 \u2028 \"quoted\" \\ and\ttab";

    Response whole = responses.whole(ask(said));
    Told streamed = responses.streamed(ask(said)).isGaplessFrom(0);

    assertThat(text(whole)).isEqualTo("You said: \"" + said + "\"");
    assertThat(streamed.text()).isEqualTo(text(whole));
    assertThat(text(responses.stored(whole.id()))).isEqualTo(text(whole));
  }

  @Test
  void sees_an_image_and_a_file() {
    ResponseInputItem.Message looked =
        ResponseInputItem.Message.builder()
            .role(ResponseInputItem.Message.Role.USER)
            .addInputTextContent("Look at this.")
            .addContent(
                ResponseInputImage.builder()
                    .detail(ResponseInputImage.Detail.LOW)
                    .imageUrl(PNG)
                    .build())
            .addContent(
                ResponseInputFile.builder()
                    .filename("note.txt")
                    .fileData("data:text/plain;base64,SGVsbG8=")
                    .build())
            .build();

    Response answer = responses.whole(send(ResponseInputItem.ofMessage(looked)));

    assertThat(text(answer))
        .isEqualTo(
            "I see an image (image/png, 70 bytes) and a file note.txt (text/plain, 5 bytes)."
                + " You said: \"Look at this.\"");
  }

  @Test
  void reads_instructions_for_this_answer_only() {
    Response first =
        responses.whole(ask("What is the secret word?").instructions("The secret word is plum."));
    Response next =
        responses.whole(ask("Say the secret word again.").previousResponseId(first.id()));

    assertThat(text(first)).contains("plum");
    assertThat(first.instructions().orElseThrow().asString()).isEqualTo("The secret word is plum.");
    assertThat(next.instructions()).isEmpty();
  }

  @Test
  void reads_system_and_developer_messages_at_their_place_and_remembers_them() {
    Response first =
        responses.whole(
            send(
                message(EasyInputMessage.Role.SYSTEM, "The secret word is plum."),
                message(EasyInputMessage.Role.DEVELOPER, "The secret number is nine."),
                user("Good morning.")));

    Response word = responses.whole(ask("What is the secret word?").previousResponseId(first.id()));
    Response number =
        responses.whole(ask("What is the secret number?").previousResponseId(first.id()));

    assertThat(text(word)).contains("plum");
    assertThat(text(number)).contains("nine");
  }

  @Test
  void repeats_what_it_was_asked_with() {
    Response answer =
        responses.whole(
            ask("Good morning.")
                .metadata(
                    ResponseCreateParams.Metadata.builder()
                        .putAdditionalProperty("order", JsonValue.from("a \"quoted\" 7"))
                        .build())
                .temperature(0.5)
                .topP(0.25)
                .maxOutputTokens(400)
                .maxToolCalls(3)
                .parallelToolCalls(false)
                .safetyIdentifier("hashed")
                .promptCacheKey("cache"));

    assertThat(answer.metadata().orElseThrow()._allProperties().get("order"))
        .isEqualTo(JsonValue.from("a \"quoted\" 7"));
    assertThat(answer.temperature()).contains(0.5);
    assertThat(answer.topP()).contains(0.25);
    assertThat(answer.maxOutputTokens()).contains(400L);
    assertThat(answer.maxToolCalls()).contains(3L);
    assertThat(answer.parallelToolCalls()).isFalse();
    assertThat(answer.safetyIdentifier()).contains("hashed");
    assertThat(answer.promptCacheKey()).contains("cache");
    assertThat(responses.stored(answer.id())).isEqualTo(answer);
  }

  /** What a structured answer is to look like. */
  public static final class Person {
    /** Any text. */
    public String name = "";

    /** Any number. */
    public int age;

    /** Any values. */
    public List<String> pets = List.of();
  }

  @Test
  void is_a_value_of_a_class_of_the_caller() {
    StructuredResponse<Person> answer =
        client
            .client()
            .responses()
            .create(ask("Who lives there?").text(Person.class).build())
            .validate();

    Person person = answer.output().getFirst().asMessage().content().getFirst().asOutputText();
    assertThat(person.name).isNotEmpty();
    assertThat(answer.text().orElseThrow().format().orElseThrow().asJsonSchema().name())
        .isNotEmpty();
  }

  @Test
  void is_a_refusal_whole_and_streamed() {
    Response whole = responses.whole(ask("Please demo:refuse."));
    Told streamed = responses.streamed(ask("Please demo:refuse.")).isGaplessFrom(0);

    String refusal = refusal(whole);
    assertThat(whole.status()).contains(ResponseStatus.COMPLETED);
    assertThat(refusal).startsWith("I refuse");
    assertThat(refusal(streamed.last())).isEqualTo(refusal);
    assertThat(refusal(responses.stored(whole.id()))).isEqualTo(refusal);
    assertThat(streamed.types())
        .containsSubsequence(
            "response.content_part.added",
            "response.refusal.delta",
            "response.refusal.done",
            "response.content_part.done")
        .doesNotContain("response.output_text.delta");
  }

  private static String refusal(Response response) {
    return response.output().getFirst().asMessage().content().getFirst().asRefusal().refusal();
  }

  @Test
  void says_when_it_was_cut_for_its_length() {
    Response bounded = responses.whole(ask("a b c d e f").maxOutputTokens(16));
    Response cut = responses.whole(ask("a b c d e f demo:length"));
    Told streamed = responses.streamed(ask("a b c d e f demo:length")).isGaplessFrom(0);

    assertThat(bounded.status()).isPresent();
    for (Response response : List.of(cut, streamed.last(), responses.stored(cut.id()))) {
      assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
      assertThat(response.incompleteDetails().orElseThrow().reason())
          .contains(IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
      assertThat(text(response)).isNotEmpty().hasSizeLessThan("You said: \"a b c d e f\"".length());
    }
    assertThat(streamed.types()).endsWith("response.incomplete");
    assertThat(streamed.text()).isEqualTo(text(cut));
  }
}
