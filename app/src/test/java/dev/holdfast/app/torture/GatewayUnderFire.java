package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Kind;
import dev.holdfast.app.torture.Operation.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway as a process, and what is asked of it over HTTP. Any thread may ask. */
final class GatewayUnderFire implements AutoCloseable {

  /** How the line begins in which a {@link HaltingGateway} says where it answers. */
  static final String READY = "ready ";

  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final String READY_EVENT = "{\"ok\":true,\"event\":\"ready\"";

  /** Longer than the queue of a session is waited in. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(90);

  /** The codes of errors that promise that nothing was stored. */
  private static final Set<String> REFUSALS =
      Set.of("session_queue_full", "session_busy", "storage_full");

  private final ChildProcess process;

  /** Of the gateway itself, which may run behind another program. */
  private final long pid;

  private final URI chat;
  private final String token;
  private final HttpClient client;

  private GatewayUnderFire(ChildProcess process, long pid, URI url, String token) {
    this.process = process;
    this.pid = pid;
    this.chat = url.resolve("/v1/chat/completions");
    this.token = token;
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Starts the built program on a home and waits until it answers. */
  static GatewayUnderFire start(Installation installation, TortureHome home)
      throws InterruptedException {
    return startBehind(List.of(), installation, home);
  }

  /**
   * The same behind another program.
   *
   * @param before a command that runs the one that follows it
   */
  static GatewayUnderFire startBehind(
      List<String> before, Installation installation, TortureHome home)
      throws InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        installation.program(
            "gateway", "run", "--port", "0", "--home", home.folder().toString(), "--json"));
    ChildProcess process = ChildProcess.start(command, home.folder().getParent());
    try {
      JsonNode ready = JsonMapper.shared().readTree(process.next(READY_EVENT)).path("data");
      return new GatewayUnderFire(
          process,
          ready.path("pid").asLong(),
          URI.create(ready.path("url").asString()),
          home.token());
    } catch (InterruptedException | RuntimeException failure) {
      process.close();
      throw failure;
    }
  }

  /** Starts a gateway that halts at a moment once it is told so. The home has a store. */
  static GatewayUnderFire start(Installation installation, TortureHome home, Moment moment)
      throws InterruptedException {
    if (!moment.isNoticedInside()) {
      return start(installation, home);
    }
    ChildProcess process =
        ChildProcess.start(
            installation.java(HaltingGateway.class, home.folder().toString(), moment.name()),
            home.folder().getParent());
    try {
      URI url = URI.create(process.next(READY).substring(READY.length()));
      return new GatewayUnderFire(process, process.pid(), url, home.token());
    } catch (InterruptedException | RuntimeException failure) {
      process.close();
      throw failure;
    }
  }

  ChildProcess process() {
    return process;
  }

  /** Where chat completions are answered. */
  URI chat() {
    return chat;
  }

  /**
   * Asks once, under an idempotency key that is the text itself.
   *
   * @param who the name of the caller
   */
  Operation ask(String who, String key, String text) {
    HttpRequest request = request(key, text).header(IDEMPOTENCY_KEY, text).build();
    return send(new Question(who, key, Kind.TURN, text), request);
  }

  /** Begins the session anew, by the message that does; under an idempotency key, too. */
  Operation reset(String who, String key, String name) {
    HttpRequest request = request(key, "/new").header(IDEMPOTENCY_KEY, name).build();
    return send(new Question(who, key, Kind.RESET, name), request);
  }

  /** Asks for the same as an operation before. */
  Operation again(String who, Operation before) {
    return switch (before.kind()) {
      case TURN -> ask(who, before.key(), before.text());
      case RESET -> reset(who, before.key(), before.text());
    };
  }

  /** Asks once, as a client does that thinks of no retries. */
  Operation askPlainly(String who, String key, String text) {
    return send(new Question(who, key, Kind.TURN, text), request(key, text).build());
  }

  private HttpRequest.Builder request(String key, String text) {
    String body =
        "{\"model\":\"holdfast\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    return HttpRequest.newBuilder(chat)
        .timeout(ANSWER_WITHIN)
        .header("authorization", "Bearer " + token)
        .header("content-type", "application/json")
        .header("x-holdfast-session-key", key)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** What an operation is known by before it has an outcome. */
  private record Question(String who, String key, Kind kind, String text) {

    Operation answered(long invokedAt, long endedAt, Outcome outcome) {
      return new Operation(who, key, kind, text, invokedAt, endedAt, outcome);
    }
  }

  private Operation send(Question question, HttpRequest request) {
    long invokedAt = System.nanoTime();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return question.answered(invokedAt, System.nanoTime(), outcome(question.kind(), response));
    } catch (IOException gone) {
      return question.answered(invokedAt, Long.MAX_VALUE, new Outcome.Unheard());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return question.answered(invokedAt, Long.MAX_VALUE, new Outcome.Unheard());
    }
  }

  private static Outcome outcome(Kind kind, HttpResponse<String> response) {
    JsonNode body = JsonMapper.shared().readTree(response.body());
    if (response.statusCode() == 200) {
      String session = header(response, "x-holdfast-session-id");
      return switch (kind) {
        case TURN ->
            new Outcome.Answered(
                session,
                header(response, "x-holdfast-turn-id"),
                body.at("/choices/0/message/content").asString());
        case RESET -> new Outcome.Answered(session, "", "");
      };
    }
    String code = body.at("/error/code").asString();
    return REFUSALS.contains(code)
        ? new Outcome.Refused(code)
        : new Outcome.Failed(response.statusCode() + " " + code);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Asks the gateway itself to stop, whatever it runs behind, and waits until it has. */
  void stop() throws InterruptedException {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    process.awaitEnd();
  }

  /** Leaves nothing running. */
  @Override
  public void close() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    process.close();
    client.shutdownNow();
  }
}
