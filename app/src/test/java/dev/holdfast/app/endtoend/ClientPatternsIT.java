package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What chat pages do with a conversation beside going on with it; nobody sends a mode. */
@DisplayName("A client that resends its conversation")
final class ClientPatternsIT {

  @TempDir private static Path scratch;

  private static StubbedGateway gateway;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway = StubbedGateway.start(scratch);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    gateway.stop();
  }

  /**
   * Sends a conversation and says what became of it.
   *
   * @param answer what the model says
   * @param said questions and answers in turn
   */
  private static String ask(String key, String answer, String... said) {
    gateway.answers(answer);
    return gateway.history(conversation(key, said));
  }

  private static ChatCompletionCreateParams.Builder conversation(String key, String... said) {
    ChatCompletionCreateParams.Builder request = in(key);
    for (int index = 0; index < said.length; index++) {
      if (index % 2 == 0) {
        request.addUserMessage(said[index]);
      } else {
        request.addAssistantMessage(said[index]);
      }
    }
    return request;
  }

  private static void converse(String key) {
    assertThat(ask(key, "a1", "q1")).isEqualTo("seeded");
    assertThat(ask(key, "a2", "q1", "a1", "q2")).isEqualTo("appended");
    assertThat(ask(key, "a3", "q1", "a1", "q2", "a2", "q3")).isEqualTo("appended");
  }

  @Test
  void and_leaves_out_the_oldest_goes_on_with_all_of_it() {
    converse("trims");

    assertThat(ask("trims", "a4", "q2", "a2", "q3", "a3", "q4")).isEqualTo("appended");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: q1",
            "assistant: a1",
            "user: q2",
            "assistant: a2",
            "user: q3",
            "assistant: a3",
            "user: q4");
  }

  @Test
  void and_deletes_the_last_exchange_goes_on_without_it() {
    converse("deletes");

    assertThat(ask("deletes", "b3", "q1", "a1", "q2", "a2", "p3")).isEqualTo("branched");
    assertThat(gateway.seenByTheModel())
        .containsExactly("user: q1", "assistant: a1", "user: q2", "assistant: a2", "user: p3");
  }

  @Test
  void and_deletes_an_exchange_in_the_middle_goes_on_without_it() {
    converse("deletes-middle");

    assertThat(ask("deletes-middle", "b3", "q1", "a1", "q3", "a3", "q4")).isEqualTo("branched");
    assertThat(gateway.seenByTheModel())
        .containsExactly("user: q1", "assistant: a1", "user: q3", "assistant: a3", "user: q4");
  }

  @Test
  void and_goes_back_to_an_answer_it_had_given_up_goes_on_from_there() throws Exception {
    converse("returns");
    assertThat(ask("returns", "other a3", "q1", "a1", "q2", "a2", "q3")).isEqualTo("branched");

    String back = ask("returns", "a4", "q1", "a1", "q2", "a2", "q3", "a3", "q4");

    assertThat(back).isEqualTo("branched");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: q1",
            "assistant: a1",
            "user: q2",
            "assistant: a2",
            "user: q3",
            "assistant: a3",
            "user: q4");
    assertThat(Json.lines(gateway.home().session("returns")))
        .endsWith("assistant: a3", "user: q4", "assistant: a4");
  }

  @Test
  void and_edits_its_first_question_begins_anew() {
    converse("edits-first");

    assertThat(ask("edits-first", "b1", "p1")).isEqualTo("branched");
    assertThat(gateway.seenByTheModel()).containsExactly("user: p1");
  }

  @Test
  void and_trims_the_space_behind_its_texts_is_recognised() {
    assertThat(ask("space", "a1 \n", "q1\n")).isEqualTo("seeded");

    assertThat(ask("space", "a2", "q1", "a1", "q2")).isEqualTo("appended");
  }

  @Test
  void and_sends_its_texts_as_parts_is_recognised() {
    assertThat(ask("parts", "a1", "q1")).isEqualTo("seeded");
    ChatCompletionContentPart part =
        ChatCompletionContentPart.ofText(
            ChatCompletionContentPartText.builder().text("q1").build());

    String history =
        gateway.history(
            in("parts")
                .addUserMessageOfArrayOfContentParts(List.of(part))
                .addAssistantMessage("a1")
                .addUserMessage("q2"));

    assertThat(history).isEqualTo("appended");
  }

  @Test
  void and_asks_for_a_title_beside_it_leaves_no_trace() throws Exception {
    converse("title");
    gateway.answers("A title");

    String history =
        gateway.history(
            conversation("title", "q1", "a1", "Give this conversation a title.")
                .putAdditionalHeader("x-holdfast-ephemeral", "true"));

    assertThat(history).isEmpty();
    assertThat(gateway.home().session("title").at("/session/events").asInt()).isEqualTo(6);
    assertThat(ask("title", "a4", "q1", "a1", "q2", "a2", "q3", "a3", "q4")).isEqualTo("appended");
  }
}
