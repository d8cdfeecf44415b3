package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("What happens, followed and stopped through the running gateway")
final class ActivityIT {

  /** Says a word, and then nothing more until it is given up. */
  private static final StubReply HANGING =
      StubReply.events(
              """
              {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-5.5",\
              "choices":[{"index":0,"delta":{"content":"Well, "},"finish_reason":null}]}\
              """)
          .withEnding(StubReply.Ending.HANG);

  /** Than a few commands take, on whatever machine. */
  private static final Duration FAR_LONGER = Duration.ofMinutes(2);

  @TempDir private Path scratch;

  private UpstreamStub stub;
  private TestHome home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws InterruptedException {
    stub = UpstreamStub.start().always(StubReply.text("Hello."));
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    gateway = home.start();
  }

  @AfterEach
  void close() {
    gateway.close();
    stub.close();
  }

  private JsonNode done(String... command) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    Finished finished = home.run(arguments.toArray(String[]::new));
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return Json.read(finished.out().lines().toList().getLast()).path("data");
  }

  private static List<String> kinds(List<JsonNode> events) {
    return events.stream().map(event -> event.path("event").asString()).toList();
  }

  private static List<JsonNode> events(Finished finished) {
    return finished
        .out()
        .lines()
        .map(Json::read)
        .filter(line -> !line.path("event").asString().equals("ended"))
        .toList();
  }

  @Test
  void events_go_on_behind_any_of_them_also_after_a_restart() throws Exception {
    ShellCommand follow =
        home.holdfast(
            "events", "follow", "--limit", "4", "--json", "--home", home.folder().toString());
    Process following = follow.start();
    // Nothing says that it follows but what it is told, so there is talk until it has heard some.
    CompletableFuture<Finished> heard =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return follow.result(following);
              } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
              }
            });
    while (!heard.isDone()) {
      gateway.raw().chat(Chat.of("web:ann", "Hello."));
    }
    Finished first = heard.get();
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(kinds(events(first))).contains("turn_started", "turn_ended");
    String last = events(first).getLast().path("data").path("id").asString();

    gateway.stop();
    gateway = home.start();
    gateway.raw().chat(Chat.of("web:bob", "Hello."));
    List<JsonNode> behind =
        events(home.run("events", "follow", "--after", last, "--limit", "3", "--json"));

    assertThat(behind)
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.path("ok").asBoolean()).isTrue());
    assertThat(behind.stream().map(event -> event.path("data").path("id").asString()))
        .doesNotContain(last)
        .doesNotHaveDuplicates();
    assertThat(gateway.raw().getKnown("/api/events?after=" + forged()).code())
        .isEqualTo("events_gone");
  }

  /** The id of an event that is still to come. */
  private static String forged() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString("events\nmain=999999".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_stream_ends_with_its_token_and_so_does_an_answer() throws Exception {
    String token =
        done("tokens", "create", "--name", "passing", "--scope", "write")
            .path("token")
            .path("token")
            .asString();
    RawClient passing = new RawClient(gateway.url(), token);
    stub.always(HANGING);
    try (BufferedReader answer = reader(passing, Chat.of("web:ann", "Go on."))) {
      String begin = answer.readLine();
      JsonNode tokens = done("tokens", "list").path("tokens");
      String id =
          tokens
              .valueStream()
              .filter(each -> each.path("name").asString().equals("passing"))
              .findFirst()
              .orElseThrow()
              .path("id")
              .asString();

      done("tokens", "revoke", id);

      assertThat(begin).startsWith("data: ");
      assertThat(answer.lines().filter(line -> line.startsWith("data: ")).toList().getLast())
          .contains("invalid_api_key");
    }
    assertThat(passing.getKnown("/api/turns").status()).isEqualTo(401);
  }

  private static BufferedReader reader(RawClient client, Chat chat) {
    return new BufferedReader(new InputStreamReader(client.stream(chat), StandardCharsets.UTF_8));
  }

  @Test
  void a_running_turn_is_listed_and_stopped_and_keeps_what_came() throws Exception {
    stub.always(StubReply.text("Hello.").withFirstByteAfter(FAR_LONGER));
    CompletableFuture<Reply> answer = gateway.raw().chatLater(Chat.of("web:ann", "Go on."));
    assertThat(stub.awaitRequest(FAR_LONGER)).isTrue();
    JsonNode running = done("turns", "list", "--state", "running");
    String id = running.path("turns").path(0).path("id").asString();

    JsonNode stopped = done("turns", "abort", id);

    assertThat(running.path("turns").path(0).path("key").asString())
        .isEqualTo("agent:main:web:ann");
    assertThat(stopped.path("state").asString()).isEqualTo("cancelled");
    assertThat(stopped.path("failure").path("cause").asString()).isEqualTo("requested");
    ObjectNode shown = (ObjectNode) done("turns", "show", id);
    assertThat(shown.remove("input")).hasSize(1);
    assertThat(shown).isEqualTo(stopped);
    assertThat(answer.get().status()).isEqualTo(409);
    assertThat(home.run("turns", "abort", id).exit()).isEqualTo(1);
    assertThat(done("audit", "list").path("rows").path(0).path("reason").asString())
        .isEqualTo("turn_ended");
  }

  @Test
  void without_a_gateway_turns_are_looked_at_and_nothing_is_followed()
      throws IOException, InterruptedException {
    gateway.stop();

    assertThat(home.run("turns", "list").exit()).isZero();
    assertThat(home.run("turns", "abort", "turn_1").exit()).isEqualTo(1);
    assertThat(home.run("events", "follow").exit()).isEqualTo(3);
  }
}
