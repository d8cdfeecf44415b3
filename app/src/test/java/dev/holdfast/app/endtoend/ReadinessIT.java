package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("A gateway that is asked how it is")
final class ReadinessIT {

  @TempDir private Path scratch;

  @Test
  void names_the_agent_that_is_out_of_service_and_how_the_last_call_of_each_upstream_ended()
      throws InterruptedException, IOException {
    try (UpstreamStub stub = UpstreamStub.start()) {
      TestHome home = new TestHome(scratch).configured(configuration(stub));
      try (RunningGateway gateway = home.start()) {
        gateway.stop();
      }
      Path lost = home.folder().resolve("agents/work/agent/holdfast-agent.sqlite");
      Files.move(lost, scratch.resolve("lost.sqlite"));

      try (RunningGateway gateway = home.start()) {
        RawClient client = gateway.raw();
        JsonNode before = details(client);
        Reply refused = client.chat(Chat.of("agent:work:one", "Hello"));
        Reply answered = client.chat(Chat.of("one", "Hello"));
        JsonNode after = details(client);
        stub.next(StubReply.json(401, "{\"error\":{\"message\":\"bad key\"}}"));
        client.chat(Chat.of("one", "And now?"));
        JsonNode last = details(client);

        assertThat(client.get("/readyz").json().has("details")).isFalse();
        assertThat(text(before, "agent main")).isEqualTo("in service");
        assertThat(text(before, "agent work")).contains("missing");
        assertThat(text(before, "upstream openai")).isEqualTo("not called yet");
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("agent_unavailable");
        assertThat(answered.status()).as(answered.body()).isEqualTo(200);
        assertThat(text(after, "upstream openai")).startsWith("answered at ");
        assertThat(text(last, "upstream openai")).startsWith("upstream_auth_failed at ");
        gateway.stop();
      }
    }
  }

  private static JsonNode details(RawClient client) {
    Reply ready = client.getKnown("/readyz");
    assertThat(ready.status()).as(ready.body()).isEqualTo(200);
    return ready.json().path("details");
  }

  private static String text(JsonNode details, String name) {
    return details.path(name).asString("none");
  }

  private static String configuration(UpstreamStub stub) {
    return """
    {
      "agents": {
        "main": {"model": "openai/gpt-5.5"},
        "work": {"model": "openai/gpt-5.5"},
      },
      "providers": {
        "openai": {"baseUrl": "%s", "models": [{"id": "gpt-5.5"}]},
      },
    }
    """
        .formatted(stub.baseUrl());
  }
}
