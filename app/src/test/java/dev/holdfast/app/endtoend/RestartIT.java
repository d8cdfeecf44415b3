package dev.holdfast.app.endtoend;

import static dev.holdfast.app.endtoend.OpenAi.in;
import static dev.holdfast.app.endtoend.OpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.StubReply.Ending;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway that ends")
final class RestartIT {

  /** What a shell reports of a process that a signal ended: 128 and the signal's number. */
  private static final int ENDED_BY_SIGTERM = 143;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  private UpstreamStub stub;
  private TestHome home;

  @BeforeEach
  void configure() {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @Test
  void in_good_order_remembers_when_it_is_back() throws InterruptedException {
    TestHome fresh = new TestHome(scratch, "fresh");
    ChatCompletionCreateParams.Builder question = in("ann").addUserMessage("What is my name?");
    String storeId;
    try (RunningGateway gateway = fresh.start();
        OpenAi client = gateway.openAi()) {
      storeId = gateway.storeId();
      client.whole(in("ann").addUserMessage("My name is Ann."));
      assertThat(gateway.stop().problems()).isEmpty();
    }

    try (RunningGateway gateway = fresh.start();
        OpenAi client = gateway.openAi()) {
      assertThat(gateway.storeId()).isEqualTo(storeId);
      assertThat(text(client.whole(question))).contains("Ann");
      assertThat(gateway.stop().problems()).isEmpty();
    }
    assertThat(fresh.store().counts()).isEqualTo("sessions 1 events 4 running 0 leased 0");
  }

  @Test
  void by_a_crash_leaves_its_running_turn_interrupted_and_the_session_works()
      throws InterruptedException {
    stub.next(StubReply.text("Never heard.").withEnding(Ending.HANG));
    try (RunningGateway gateway = home.start()) {
      CompletableFuture<Reply> answer = gateway.raw().chatLater(Chat.of("crash", "Who is there?"));
      assertThat(stub.awaitRequest(LIMIT)).isTrue();
      gateway.kill();
      assertThat(answer).failsWithin(LIMIT);
    }

    try (RunningGateway gateway = home.start()) {
      assertThat(home.store().rows("SELECT state, failure_message FROM turns"))
          .containsExactly("interrupted owner_gone");
      Reply reply = gateway.raw().chat(Chat.of("crash", "Who is there?"));

      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      assertThat(home.store().counts()).startsWith("sessions 1").endsWith("running 0 leased 0");
      assertThat(gateway.stop().err()).contains("1 turn(s) of agent main were left running");
    }
    assertThat(Json.lines(home.session("crash")))
        .containsExactly("user: Who is there?", "assistant: Hello from the stub.");
  }

  @Test
  void on_demand_lets_a_running_stream_end_and_begins_nothing_new()
      throws InterruptedException, IOException {
    stub.next(StubReply.text("slow ".repeat(30)).withPauseBetweenPieces(Duration.ofMillis(200)));
    try (RunningGateway gateway = home.start();
        BufferedReader stream = lines(gateway, Chat.of("drain", "Tell me."))) {
      assertThat(stream.readLine()).startsWith("data: {");
      CompletableFuture<Reply> queued = gateway.raw().chatLater(Chat.of("drain", "Go on."));
      gateway.terminate();
      awaitDraining(gateway);

      Reply late = gateway.raw().chat(Chat.of("late", "Me too."));
      List<String> rest = stream.lines().filter(line -> !line.isEmpty()).toList();
      Finished finished = gateway.awaitEnd();

      for (Reply refused : List.of(queued.join(), late)) {
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("shutting_down");
        assertThat(refused.headers()).containsKey("retry-after");
      }
      assertThat(rest.getLast()).isEqualTo("data: [DONE]");
      assertThat(rest.get(rest.size() - 2)).contains("\"finish_reason\":\"stop\"");
      assertThat(finished.exit()).as(finished.err()).isZero();
    }
    assertThat(home.store().counts()).isEqualTo("sessions 1 events 2 running 0 leased 0");
    assertThat(home.store().rows("SELECT state FROM turns")).containsExactly("completed");
  }

  @Test
  void on_demand_interrupts_what_still_runs_after_30_seconds_and_says_so()
      throws InterruptedException, IOException {
    stub.next(
        StubReply.text("Never heard.").withFirstByteAfter(Duration.ofMinutes(5)),
        StubReply.text("slow ".repeat(1_000)).withPauseBetweenPieces(Duration.ofMillis(500)));
    try (RunningGateway gateway = home.start()) {
      CompletableFuture<Reply> whole = gateway.raw().chatLater(Chat.of("silent", "Are you there?"));
      assertThat(stub.awaitRequest(LIMIT)).isTrue();
      try (BufferedReader stream = lines(gateway, Chat.of("slow", "Tell me."))) {
        assertThat(stream.readLine()).startsWith("data: {");

        long told = System.nanoTime();
        gateway.terminate();
        List<String> rest = stream.lines().filter(line -> !line.isEmpty()).toList();
        Reply interrupted = whole.join();
        Duration given = Duration.ofNanos(System.nanoTime() - told);
        Finished finished = gateway.awaitEnd();

        assertThat(given).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(interrupted.status()).as(interrupted.body()).isEqualTo(503);
        assertThat(interrupted.code()).isEqualTo("shutting_down");
        assertThat(interrupted.message()).contains("Your input is kept");
        assertThat(interrupted.headers()).containsKey("retry-after");
        assertThat(rest.getLast()).startsWith("data: {\"error\":").contains("shutting_down");
        assertThat(rest).noneMatch(line -> line.contains("\"finish_reason\":\"stop\""));
        assertThat(finished.exit()).as(finished.err()).isZero();
      }
    }
    assertThat(home.store().rows("SELECT state, failure_message FROM turns"))
        .containsExactly("interrupted shutdown", "interrupted shutdown");
    assertThat(home.store().counts()).isEqualTo("sessions 2 events 2 running 0 leased 0");
    try (RunningGateway gateway = home.start()) {
      assertThat(gateway.raw().chat(Chat.of("slow", "Tell me.")).status()).isEqualTo(200);
      assertThat(gateway.stop().problems()).as("nothing was left running").isEmpty();
    }
  }

  @Test
  void at_once_on_a_second_demand_leaves_its_turn_to_the_next_start() throws InterruptedException {
    stub.next(StubReply.text("Never heard.").withFirstByteAfter(Duration.ofMinutes(5)));
    try (RunningGateway gateway = home.start()) {
      CompletableFuture<Reply> answer = gateway.raw().chatLater(Chat.of("twice", "Hello?"));
      assertThat(stub.awaitRequest(LIMIT)).isTrue();
      gateway.terminate();
      awaitDraining(gateway);

      gateway.terminate();

      assertThat(gateway.awaitEnd().exit()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(answer).failsWithin(LIMIT);
    }
    try (RunningGateway gateway = home.start()) {
      assertThat(home.store().rows("SELECT state, failure_message FROM turns"))
          .containsExactly("interrupted owner_gone");
      gateway.stop();
    }
  }

  private static BufferedReader lines(RunningGateway gateway, Chat chat) {
    return new BufferedReader(
        new InputStreamReader(gateway.raw().stream(chat), StandardCharsets.UTF_8));
  }

  private static void awaitDraining(RunningGateway gateway) throws InterruptedException {
    long until = System.nanoTime() + LIMIT.toNanos();
    while (gateway.raw().get("/readyz").status() != 503) {
      assertThat(System.nanoTime()).as("/readyz never turned 503").isLessThan(until);
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  @Test
  void holds_its_home_until_then_so_that_a_second_one_is_refused() throws InterruptedException {
    try (RunningGateway gateway = home.start()) {
      Finished second = home.run("gateway", "run", "--port", "0");

      assertThat(second.exit()).isEqualTo(4);
      assertThat(second.out()).isEmpty();
      assertThat(second.err())
          .contains("Another gateway holds the home " + home.folder())
          .contains(gateway.url().toString())
          .contains("Nothing was changed");
      assertThat(gateway.raw().get("/readyz").status()).isEqualTo(200);
      gateway.stop();
    }
    try (RunningGateway next = home.start()) {
      next.stop();
    }
  }
}
