package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.beside;
import static dev.holdfast.app.endtoend.OpenAi.in;
import static dev.holdfast.app.endtoend.OpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The official OpenAI client")
final class OpenAiClientIT {

  /** A picture of one pixel. */
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
          + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir private static Path scratch;

  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi client;

  @BeforeAll
  static void start() throws InterruptedException {
    // Nobody is asked there; the provider is only to be listed beside the built-in one.
    home =
        new TestHome(scratch)
            .configured(
                Upstreams.one(URI.create("http://127.0.0.1:9/v1"))
                    .replace("\"model\": \"openai/gpt-5.5\"", "\"model\": \"demo/demo\""));
    gateway = home.start();
    client = gateway.openAi();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    gateway.stop();
  }

  @Test
  void gets_whole_answers_that_fit_its_model() {
    ChatCompletion answer = client.whole(beside().addUserMessage("Good morning."));

    assertThat(answer.isValid()).isTrue();
    assertThat(answer.model()).isEqualTo("demo/demo");
    assertThat(answer.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(text(answer)).contains("Good morning.");
    assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
  }

  @Test
  void gets_streams_that_join_to_the_same_answer() {
    ChatCompletion whole = client.whole(beside().addUserMessage("Good morning."));
    ChatCompletion joined =
        client.streamed(
            beside()
                .addUserMessage("Good morning.")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()));

    assertThat(text(joined)).isEqualTo(text(whole));
    assertThat(joined.choices().getFirst().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(joined.usage()).isEqualTo(whole.usage());
  }

  @Test
  void gets_a_stream_in_several_chunks_without_usage_unless_asked() {
    try (StreamResponse<ChatCompletionChunk> chunks =
        client
            .client()
            .chat()
            .completions()
            .createStreaming(beside().addUserMessage("Count.").build())) {
      List<ChatCompletionChunk> all = chunks.stream().toList();

      assertThat(all).hasSizeGreaterThan(3).allMatch(chunk -> chunk.usage().isEmpty());
      assertThat(all).allMatch(ChatCompletionChunk::isValid);
      assertThat(all.stream().map(ChatCompletionChunk::id).distinct()).hasSize(1);
    }
  }

  @Test
  void is_remembered_whether_it_streams_or_not() throws InterruptedException {
    client.whole(in("memory").addUserMessage("My name is Ann."));
    ChatCompletion streamed = client.streamed(in("memory").addUserMessage("What is my name?"));
    ChatCompletion whole = client.whole(in("memory").addUserMessage("Tell me my name."));

    assertThat(text(streamed)).contains("Ann");
    assertThat(text(whole)).contains("Ann");
    assertThat(Json.lines(home.session("memory")))
        .hasSize(6)
        .startsWith("user: My name is Ann.")
        .endsWith("user: Tell me my name.", "assistant: " + text(whole));
  }

  @Test
  void shows_an_image() throws InterruptedException {
    List<ChatCompletionContentPart> parts =
        List.of(
            ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text("Look at this.").build()),
            ChatCompletionContentPart.ofImageUrl(
                ChatCompletionContentPartImage.builder()
                    .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url(PNG).build())
                    .build()));

    ChatCompletion answer = client.whole(in("image").addUserMessageOfArrayOfContentParts(parts));
    ChatCompletion streamed =
        client.streamed(in("image").addUserMessageOfArrayOfContentParts(parts));

    assertThat(text(answer)).contains("image/png", "Look at this.");
    assertThat(text(streamed)).isEqualTo(text(answer));
    assertThat(home.session("image").at("/transcript/0/content/1/url").asString()).isEqualTo(PNG);
  }

  @Test
  void lists_agents_and_models_and_finds_each_by_its_name() {
    List<String> listed = client.client().models().list().data().stream().map(Model::id).toList();

    assertThat(listed)
        .containsExactly(
            "holdfast", "holdfast/main", "openclaw/main", "openai/gpt-5.5", "demo/demo");
    for (String id : listed) {
      Model model = client.client().models().retrieve(id);
      assertThat(model.validate().id()).isEqualTo(id);
    }
    assertThatThrownBy(() -> client.client().models().retrieve("openai/gpt-9"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("openai/gpt-5.5");
  }

  @Test
  void hears_of_an_unknown_model_by_its_own_exception() {
    NotFoundException unknown =
        catchThrowableOfType(
            NotFoundException.class,
            () -> client.whole(beside().model("openai/gpt-5").addUserMessage("Hello")));

    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.code()).contains("model_not_found");
    assertThat(unknown.param()).contains("model");
    assertThat(unknown).hasMessageContaining("Did you mean openai/gpt-5.5");
  }

  @Test
  void hears_of_a_wrong_token_by_its_own_exception() {
    try (OpenAi stranger = gateway.openAi("not-the-token")) {
      UnauthorizedException unauthorized =
          catchThrowableOfType(
              UnauthorizedException.class, () -> stranger.whole(beside().addUserMessage("Hello")));

      assertThat(unauthorized.code()).contains("invalid_api_key");
      assertThat(unauthorized).hasMessageContaining("the file 'token'");
    }
  }

  @Test
  void hears_of_a_bad_request_by_its_own_exception_streaming_or_not() {
    BadRequestException reserved =
        catchThrowableOfType(
            BadRequestException.class,
            () -> client.whole(in("agent:main:cron:nightly").addUserMessage("Hello")));
    BadRequestException noInput =
        catchThrowableOfType(
            BadRequestException.class,
            () ->
                client.streamed(
                    in("bad").addUserMessage("Hello").addAssistantMessage("Hello to you")));

    assertThat(reserved.code()).contains("session_key_reserved");
    assertThat(reserved.param()).contains("x-holdfast-session-key");
    assertThat(noInput.code()).contains("no_new_input");
  }
}
