package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A client that resends the whole conversation")
final class HistoryIT {

  private static final String HISTORY = "x-holdfast-history";

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

  /** A conversation of two questions and two answers. */
  private static void converse(String key) {
    gateway.answers("First answer.", "Second answer.");
    assertThat(gateway.history(in(key).addUserMessage("First question."))).isEqualTo("seeded");
    assertThat(
            gateway.history(
                in(key)
                    .addUserMessage("First question.")
                    .addAssistantMessage("First answer.")
                    .addUserMessage("Second question.")))
        .isEqualTo("appended");
  }

  @Test
  void regenerates_an_answer_on_a_new_branch() throws InterruptedException {
    converse("regenerate");
    gateway.answers("Better answer.");

    String history =
        gateway.history(
            in("regenerate")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Second question."));

    assertThat(history).isEqualTo("branched");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: First question.", "assistant: First answer.", "user: Second question.");
    JsonNode session = gateway.home().session("regenerate");
    assertThat(Json.lines(session))
        .containsExactly(
            "user: First question.",
            "assistant: First answer.",
            "user: Second question.",
            "assistant: Better answer.");
    assertThat(session.at("/session/events").asInt()).isEqualTo(5);
  }

  @Test
  void edits_an_earlier_question_on_a_new_branch() throws InterruptedException {
    converse("edit");
    gateway.answers("Other answer.", "Last answer.");

    String edited =
        gateway.history(
            in("edit")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Other question."));
    String afterwards =
        gateway.history(
            in("edit")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Other question.")
                .addAssistantMessage("Other answer.")
                .addUserMessage("Last question."));

    assertThat(edited).isEqualTo("branched");
    assertThat(afterwards).isEqualTo("appended");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: First question.",
            "assistant: First answer.",
            "user: Other question.",
            "assistant: Other answer.",
            "user: Last question.");
    JsonNode session = gateway.home().session("edit");
    assertThat(Json.lines(session))
        .containsExactly(
            "user: First question.",
            "assistant: First answer.",
            "user: Other question.",
            "assistant: Other answer.",
            "user: Last question.",
            "assistant: Last answer.");
    assertThat(session.at("/session/events").asInt()).isEqualTo(8);
  }

  @Test
  void edits_the_very_first_question_on_a_root_of_its_own() throws InterruptedException {
    converse("first");
    gateway.answers("Fresh answer.");

    String history =
        gateway.history(
            in("first").putAdditionalHeader(HISTORY, "full").addUserMessage("Fresh question."));

    assertThat(history).isEqualTo("branched");
    assertThat(gateway.seenByTheModel()).containsExactly("user: Fresh question.");
    JsonNode session = gateway.home().session("first");
    assertThat(Json.lines(session))
        .containsExactly("user: Fresh question.", "assistant: Fresh answer.");
    assertThat(session.at("/session/events").asInt()).isEqualTo(6);
  }

  @Test
  void one_that_sends_only_what_is_new_is_told_apart() throws InterruptedException {
    gateway.answers("First answer.", "Second answer.");

    String first = gateway.history(in("append").addUserMessage("First question."));
    String second = gateway.history(in("append").addUserMessage("Second question."));

    assertThat(List.of(first, second)).containsExactly("seeded", "appended");
    assertThat(gateway.seenByTheModel())
        .containsExactly(
            "user: First question.", "assistant: First answer.", "user: Second question.");
    assertThat(gateway.home().session("append").at("/session/events").asInt()).isEqualTo(4);
  }

  @Test
  void keeps_the_instructions_of_its_first_request_and_replaces_them_for_a_turn() {
    gateway.client().whole(in("system").addSystemMessage("Be brief.").addUserMessage("One."));
    gateway.client().whole(in("system").addUserMessage("Two."));
    List<String> kept = gateway.seenByTheModel();
    gateway.client().whole(in("system").addSystemMessage("Be long.").addUserMessage("Three."));
    List<String> replaced = gateway.seenByTheModel();
    gateway.client().whole(in("system").addUserMessage("Four."));

    assertThat(kept).startsWith("system: Be brief.").endsWith("user: Two.").hasSize(4);
    assertThat(replaced).startsWith("system: Be long.").endsWith("user: Three.").hasSize(6);
    assertThat(gateway.seenByTheModel())
        .startsWith("system: Be brief.")
        .endsWith("user: Four.")
        .hasSize(8);
  }
}
