package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
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

  private static UpstreamStub stub;
  private static TestHome home;
  private static RunningGateway gateway;
  private static OpenAi client;

  @BeforeAll
  static void start() throws InterruptedException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    gateway = home.start();
    client = gateway.openAi();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    client.close();
    gateway.stop();
    stub.close();
  }

  /** A conversation of two questions and two answers. */
  private static void converse(String key) {
    stub.next(StubReply.text("First answer."), StubReply.text("Second answer."));
    assertThat(client.header(in(key).addUserMessage("First question."), HISTORY))
        .isEqualTo("seeded");
    assertThat(
            client.header(
                in(key)
                    .addUserMessage("First question.")
                    .addAssistantMessage("First answer.")
                    .addUserMessage("Second question."),
                HISTORY))
        .isEqualTo("appended");
  }

  /** The messages the model was asked with last. */
  private static List<String> seenByTheModel() {
    return Json.read(stub.lastRequest().text())
        .path("messages")
        .valueStream()
        .map(message -> message.path("role").asString() + ": " + message.path("content").asString())
        .toList();
  }

  @Test
  void regenerates_an_answer_on_a_new_branch() throws InterruptedException {
    converse("regenerate");
    stub.next(StubReply.text("Better answer."));

    String history =
        client.header(
            in("regenerate")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Second question."),
            HISTORY);

    assertThat(history).isEqualTo("branched");
    assertThat(seenByTheModel())
        .containsExactly(
            "user: First question.", "assistant: First answer.", "user: Second question.");
    JsonNode session = home.session("regenerate");
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
    stub.next(StubReply.text("Other answer."), StubReply.text("Last answer."));

    String edited =
        client.header(
            in("edit")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Other question."),
            HISTORY);
    String afterwards =
        client.header(
            in("edit")
                .addUserMessage("First question.")
                .addAssistantMessage("First answer.")
                .addUserMessage("Other question.")
                .addAssistantMessage("Other answer.")
                .addUserMessage("Last question."),
            HISTORY);

    assertThat(edited).isEqualTo("branched");
    assertThat(afterwards).isEqualTo("appended");
    assertThat(seenByTheModel())
        .containsExactly(
            "user: First question.",
            "assistant: First answer.",
            "user: Other question.",
            "assistant: Other answer.",
            "user: Last question.");
    JsonNode session = home.session("edit");
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
    stub.next(StubReply.text("Fresh answer."));

    String history =
        client.header(
            in("first").putAdditionalHeader(HISTORY, "full").addUserMessage("Fresh question."),
            HISTORY);

    assertThat(history).isEqualTo("branched");
    assertThat(seenByTheModel()).containsExactly("user: Fresh question.");
    JsonNode session = home.session("first");
    assertThat(Json.lines(session))
        .containsExactly("user: Fresh question.", "assistant: Fresh answer.");
    assertThat(session.at("/session/events").asInt()).isEqualTo(6);
  }

  @Test
  void one_that_sends_only_what_is_new_is_told_apart() throws InterruptedException {
    stub.next(StubReply.text("First answer."), StubReply.text("Second answer."));

    String first = client.header(in("append").addUserMessage("First question."), HISTORY);
    String second = client.header(in("append").addUserMessage("Second question."), HISTORY);

    assertThat(List.of(first, second)).containsExactly("seeded", "appended");
    assertThat(seenByTheModel())
        .containsExactly(
            "user: First question.", "assistant: First answer.", "user: Second question.");
    assertThat(home.session("append").at("/session/events").asInt()).isEqualTo(4);
  }

  @Test
  void keeps_the_instructions_of_its_first_request_and_replaces_them_for_a_turn() {
    client.whole(in("system").addSystemMessage("Be brief.").addUserMessage("One."));
    client.whole(in("system").addUserMessage("Two."));
    List<String> kept = seenByTheModel();
    client.whole(in("system").addSystemMessage("Be long.").addUserMessage("Three."));
    List<String> replaced = seenByTheModel();
    client.whole(in("system").addUserMessage("Four."));

    assertThat(kept).startsWith("system: Be brief.").endsWith("user: Two.").hasSize(4);
    assertThat(replaced).startsWith("system: Be long.").endsWith("user: Three.").hasSize(6);
    assertThat(seenByTheModel()).startsWith("system: Be brief.").endsWith("user: Four.").hasSize(8);
  }
}
