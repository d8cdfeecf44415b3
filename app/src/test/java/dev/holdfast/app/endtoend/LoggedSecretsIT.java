package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of a gateway")
final class LoggedSecretsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String KEY = "sk-0123456789abcdef";
  private static final String TOKEN = "hf_0123456789abcdefghijklmnopqrstuvwxyz";

  @TempDir private Path scratch;

  /**
   * Two agents are called as the provider's key and the token are: then the values come into the
   * log by a way that has nothing to do with secrets.
   */
  @Test
  void never_shows_a_providers_key_nor_the_token() throws InterruptedException, IOException {
    try (UpstreamStub stub = UpstreamStub.start()) {
      TestHome home = new TestHome(scratch).configured(configuration(stub));
      secretFile(home.folder().resolve("key"), KEY);
      secretFile(home.folder().resolve("token"), TOKEN);
      stub.always(StubReply.text("Never heard.").withFirstByteAfter(Duration.ofMinutes(5)));
      try (RunningGateway gateway = home.start()) {
        for (String agent : new String[] {"main", KEY, TOKEN}) {
          CompletableFuture<Reply> answer =
              gateway.raw().chatLater(Chat.of("agent:" + agent + ":one", "Hello?"));
          assertThat(stub.awaitRequest(LIMIT)).isTrue();
          assertThat(answer).isNotDone();
        }
        assertThat(stub.lastRequest().header("authorization")).isEqualTo("Bearer " + KEY);
        gateway.kill();
      }

      try (RunningGateway gateway = home.start()) {
        assertThat(gateway.stop().err())
            .contains("1 turn(s) of agent main were left running")
            .contains("1 turn(s) of agent [redacted] were left running")
            .doesNotContain(KEY)
            .doesNotContain(TOKEN);
      }
    }
  }

  private static void secretFile(Path file, String secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret + "\n");
  }

  private static String configuration(UpstreamStub stub) {
    return """
    {
      "agents": {
        "main": {"model": "openai/gpt-5.5"},
        "%s": {"model": "openai/gpt-5.5"},
        "%s": {"model": "openai/gpt-5.5"},
      },
      "providers": {
        "openai": {"baseUrl": "%s", "apiKey": {"file": "key"}, "models": [{"id": "gpt-5.5"}]},
      },
    }
    """
        .formatted(KEY, TOKEN, stub.baseUrl());
  }
}
