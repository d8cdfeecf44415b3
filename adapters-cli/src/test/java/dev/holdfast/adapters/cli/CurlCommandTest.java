package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.GatewayRuns.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The curl command to paste")
final class CurlCommandTest {

  @Test
  void a_shell_reads_the_token_from_a_file_of_any_name(@TempDir Path folder) throws IOException {
    Path token = folder.resolve("it's $(a) \"home\"");
    Files.writeString(token, "secret-token\n");
    String command =
        CurlCommand.greeting(new Address("http://h:1", "/h", "s", token.toString(), 1));

    Process shell =
        new ProcessBuilder("sh", "-c", "curl() { printf '<%s>\\n' \"$@\"; }\n" + command).start();
    String arguments = new String(shell.getInputStream().readAllBytes());

    assertThat(arguments)
        .isEqualTo(
            """
            <-w>
            <\\n>
            <http://h:1/v1/chat/completions>
            <-H>
            <Authorization: Bearer secret-token>
            <-H>
            <Content-Type: application/json>
            <-H>
            <x-holdfast-session-key: first-steps>
            <-d>
            <{"model":"holdfast","messages":[{"role":"user","content":"Hello"}]}>
            """);
    assertThat(command).doesNotContain("secret-token");
  }
}
