package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.metrics.Page;
import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("What an operator sees of a gateway")
final class ObservabilityIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path scratch;

  private static List<JsonNode> objects(String log) {
    return log.lines().map(Json::read).toList();
  }

  @Test
  void is_one_json_object_a_line_with_the_ids_of_request_session_and_turn()
      throws InterruptedException {
    try (RunningGateway gateway = new TestHome(scratch).start()) {
      RawClient.Reply reply = gateway.raw().chat(Chat.of("agent:main:ann", "Hello"));
      List<JsonNode> log = objects(gateway.stop().err());

      JsonNode line =
          log.stream()
              .filter(one -> one.path("path").asString("").equals("/v1/chat/completions"))
              .findFirst()
              .orElseThrow();
      assertThat(line.path("method").asString()).isEqualTo("POST");
      assertThat(line.path("status").asInt()).isEqualTo(200);
      assertThat(line.path("token").asString()).isEqualTo("first");
      assertThat(line.path("request_id").asString()).isEqualTo(reply.header("x-request-id"));
      assertThat(line.path("session_key").asString()).isEqualTo("agent:main:ann");
      assertThat(line.path("session_id").asString())
          .isEqualTo(reply.header("x-holdfast-session-id"));
      assertThat(line.path("turn_id").asString()).isEqualTo(reply.header("x-holdfast-turn-id"));
    }
  }

  @Test
  void is_text_if_the_configuration_says_so() throws InterruptedException {
    TestHome home = new TestHome(scratch).configured("{\"gateway\": {\"logFormat\": \"text\"}}");
    try (RunningGateway gateway = home.start()) {
      gateway.raw().chat(Chat.of("agent:main:ann", "Hello"));

      assertThat(gateway.stop().err().lines())
          .singleElement()
          .asString()
          .matches("\\S+Z INFO AccessLog: POST /v1/chat/completions 200 in \\d+ ms for first");
    }
  }

  @Test
  void are_its_turns_by_how_they_ended_and_how_the_model_answered() throws InterruptedException {
    try (UpstreamStub stub = UpstreamStub.start();
        RunningGateway gateway =
            new TestHome(scratch).configured(Upstreams.one(stub.baseUrl())).start()) {
      RawClient client = gateway.raw();
      stub.next(StubReply.text("Hello."));
      stub.next(StubReply.text("Hello again."));
      stub.next(StubReply.json(429, "{\"error\":{\"message\":\"Slow down.\"}}"));
      assertThat(client.chat(Chat.of("agent:main:ann", "Hello")).status()).isEqualTo(200);
      assertThat(client.chat(Chat.of("agent:main:ann", "Hello")).status()).isEqualTo(200);
      assertThat(client.chat(Chat.of("agent:main:bob", "Hello")).status()).isEqualTo(429);
      assertThat(client.chat(Chat.of("agent:nobody:ann", "Hello")).status()).isEqualTo(404);

      Page page = Page.read(client.getKnown("/metrics").body());

      assertThat(page.value(turns("", "completed"))).isEqualTo(2);
      assertThat(page.value(turns("upstream_rate_limited", "failed"))).isEqualTo(1);
      assertThat(
              page.value(
                  "holdfast_turns_refused_total{api=\"chat_completions\",reason=\"agent_unknown\"}"))
          .isEqualTo(1);
      assertThat(page.value("holdfast_queue_wait_seconds_count{end=\"entered\"}")).isEqualTo(3);
      assertThat(page.value("holdfast_queue_turns")).isZero();
      assertThat(page.value(upstream("answered"))).isEqualTo(2);
      assertThat(page.value(upstream("upstream_rate_limited"))).isEqualTo(1);
      gateway.stop();
    }
  }

  @Test
  void are_the_turns_that_a_crash_left_running() throws InterruptedException {
    TestHome home = new TestHome(scratch);
    try (UpstreamStub stub = UpstreamStub.start()) {
      home.configured(Upstreams.one(stub.baseUrl()));
      stub.always(StubReply.text("Never heard.").withFirstByteAfter(Duration.ofMinutes(5)));
      try (RunningGateway gateway = home.start()) {
        CompletableFuture<RawClient.Reply> answer =
            gateway.raw().chatLater(Chat.of("agent:main:ann", "Hello?"));
        assertThat(stub.awaitRequest(LIMIT)).isTrue();
        assertThat(answer).isNotDone();
        gateway.kill();
      }
    }
    try (RunningGateway gateway = home.start()) {
      Page page = Page.read(gateway.raw().getKnown("/metrics").body());

      assertThat(page.value("holdfast_lease_takeovers_total")).isEqualTo(1);
      gateway.stop();
    }
  }

  private static String turns(String cause, String state) {
    return "holdfast_turns_total{api=\"chat_completions\",cause=\"%s\",state=\"%s\"}"
        .formatted(cause, state);
  }

  private static String upstream(String result) {
    return "holdfast_upstream_duration_seconds_count{provider=\"openai\",result=\"%s\"}"
        .formatted(result);
  }

  @Test
  void are_the_commits_that_the_turns_made() throws InterruptedException {
    try (RunningGateway gateway = new TestHome(scratch).start()) {
      Page before = Page.read(gateway.raw().getKnown("/metrics").body());
      for (String key : List.of("ann", "bob", "ann")) {
        assertThat(gateway.raw().chat(Chat.of("agent:main:" + key, "Hello")).status())
            .isEqualTo(200);
      }
      Page after = Page.read(gateway.raw().getKnown("/metrics").body());

      String changes = "holdfast_commit_changes_sum{database=\"agent\"}";
      assertThat(after.value(changes) - before.value(changes)).isEqualTo(6);
      assertThat(after.value("holdfast_commit_failures_total{database=\"agent\"}")).isZero();
      assertThat(after.value("holdfast_wal_size_bytes{database=\"agent\"}")).isPositive();
      assertThat(
              after.value(
                  "holdfast_http_requests_seconds_count{method=\"POST\",path=\"/v1/chat/completions\",status=\"200\"}"))
          .isEqualTo(3);
      assertThat(after.value("process_resident_memory_bytes")).isGreaterThan(10e6);
      gateway.stop();
    }
  }
}
