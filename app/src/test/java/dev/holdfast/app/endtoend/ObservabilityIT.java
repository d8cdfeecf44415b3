package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.metrics.Page;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("What an operator sees of a gateway")
final class ObservabilityIT {

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
