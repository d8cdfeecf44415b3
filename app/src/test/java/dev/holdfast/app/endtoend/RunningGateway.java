package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A gateway that answers, as a process of its own. */
final class RunningGateway implements AutoCloseable {

  /** Longer than any answer here takes; only a gateway that hangs reaches it. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

  private final ShellCommand command;
  private final Process process;
  private final JsonNode facts;

  private RunningGateway(ShellCommand command, Process process, JsonNode facts) {
    this.command = command;
    this.process = process;
    this.facts = facts;
  }

  /** Starts a gateway that prints JSON and waits until it answers. */
  static RunningGateway start(ShellCommand command) throws InterruptedException {
    Process process = command.start();
    String ready = command.awaitLine(process, "\"event\":\"ready\"");
    return new RunningGateway(command, process, Json.read(ready).path("data"));
  }

  /** Where it answers, without a path. */
  URI url() {
    return URI.create(facts.path("url").asString());
  }

  /** The command it prints for a first conversation. */
  String curl() {
    return facts.path("curl").asString();
  }

  /** The number of its process, which the launcher becomes. */
  long pid() {
    return process.pid();
  }

  String storeId() {
    return facts.path("storeId").asString();
  }

  /** The first token, as the owner of the home finds it. */
  String token() {
    try {
      return Files.readString(Path.of(facts.path("tokenFile").asString())).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The official client; it checks every answer against its own model and retries nothing. */
  OpenAi openAi() {
    return openAi(token());
  }

  /** The official client with another token. */
  OpenAi openAi(String token) {
    return new OpenAi(
        OpenAIOkHttpClient.builder()
            .baseUrl(url() + "/v1")
            .apiKey(token)
            .responseValidation(true)
            .maxRetries(0)
            .timeout(ANSWER_WITHIN)
            .build());
  }

  /** A client that sends whatever it is told. */
  RawClient raw() {
    return new RawClient(url(), token());
  }

  /** The same with another token. */
  RawClient raw(String token) {
    return new RawClient(url(), token);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Stops it as it stands: it does nothing any more and holds all that it has. */
  void freeze() throws InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void thaw() throws InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws InterruptedException {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until its log says something. */
  void awaitLog(String text) throws InterruptedException {
    command.awaitError(process, text);
  }

  /** Asks it to stop. */
  void terminate() {
    assertThat(process.supportsNormalTermination()).isTrue();
    process.destroy();
  }

  /** Waits for its end. */
  Finished awaitEnd() throws InterruptedException {
    return command.result(process);
  }

  /** Stops it in good order. */
  Finished stop() throws InterruptedException {
    terminate();
    Finished finished = awaitEnd();
    assertThat(finished.exit()).as(finished.err()).isZero();
    return finished;
  }

  /** Ends it as a crash does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Lets nothing run on after a test that failed. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
