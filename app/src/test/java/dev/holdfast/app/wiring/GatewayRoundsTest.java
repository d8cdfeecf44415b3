package dev.holdfast.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.configuration.ConfigurationSource.Reading;
import dev.holdfast.app.files.HomeLock;
import dev.holdfast.app.files.LockAttempt;
import dev.holdfast.app.files.PublishedRecord;
import dev.holdfast.domain.state.StateLocation;
import dev.holdfast.ports.in.GatewayRuns.Ended;
import dev.holdfast.ports.in.OperatorServices.Whereabouts;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A gateway starts anew, stops and reads its configuration within its process")
class GatewayRoundsTest {

  private static final String PAGE = "https://app.example";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private Path home;
  private HomeLock lock;
  private final Wishes wishes = new Wishes();
  private final BlockingQueue<String> answering = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http = HttpClient.newHttpClient();
  private Future<Ended> served;
  private String url;
  private WhenAnswering whenAnswering = () -> {};

  /** Done before a round makes known that it answers. */
  private interface WhenAnswering {
    void run() throws IOException;
  }

  @BeforeEach
  void serve() throws Exception {
    home =
        Files.createDirectory(
            folder.toRealPath().resolve("home"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    write("{}");
    Surroundings surroundings = Surroundings.ofThisProcess();
    lock = ((LockAttempt.Acquired) surroundings.locks().acquire(home)).lock();
    StateLocation.Located located =
        (StateLocation.Located) surroundings.locateForGateway(new Whereabouts(home.toString(), ""));
    WrittenConfiguration source =
        new WrittenConfiguration(located.configuration(), surroundings.environment());
    GatewayRounds rounds =
        new GatewayRounds(
            surroundings,
            lock,
            source,
            new GatewayRounds.Asked(0, Storage.Creation.IF_ABSENT, this::answers),
            wishes,
            Clock.systemUTC());
    served = threads.submit(() -> rounds.serve(((Reading.Valid) source.read()).configuration()));
    url = answering.poll(30, TimeUnit.SECONDS);
    assertThat(url).isNotNull();
  }

  private Optional<PublishedRecord> answers(String at, StorageReport report) {
    try {
      whenAnswering.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    answering.add(at);
    return Optional.empty();
  }

  @AfterEach
  void stop() throws Exception {
    wishes.stop();
    assertThat(served.get(60, TimeUnit.SECONDS)).isEqualTo(new Ended.Stopped());
    lock.close();
    http.close();
    threads.shutdownNow();
  }

  @Test
  void a_restart_keeps_the_address_and_takes_what_only_a_start_can_change() throws Exception {
    write("{\"gateway\":{\"durability\":\"normal\"}}");
    JsonNode before = get("/api/gateway");

    JsonNode reload = post("/api/gateway/reload");
    assertThat(reload.path("applied").booleanValue()).isTrue();
    assertThat(reload.at("/needs_restart/0").stringValue()).isEqualTo("gateway.durability");
    assertThat(get("/readyz").at("/details/durability").stringValue()).isEqualTo("full");
    assertThat(get("/api/gateway").at("/configuration/needs_restart/0").stringValue())
        .isEqualTo("gateway.durability");

    JsonNode restart = post("/api/gateway/restart");
    assertThat(restart.path("restarting").booleanValue()).isTrue();
    assertThat(answering.poll(60, TimeUnit.SECONDS)).isEqualTo(url);

    JsonNode after = get("/api/gateway");
    assertThat(after.path("serving_since").stringValue())
        .isNotEqualTo(before.path("serving_since").stringValue());
    assertThat(after.path("store_id").stringValue())
        .isEqualTo(before.path("store_id").stringValue());
    assertThat(after.at("/configuration/needs_restart")).isEmpty();
    assertThat(get("/readyz").at("/details/durability").stringValue()).isEqualTo("normal");
    assertThat(served).isNotDone();
  }

  @Test
  void a_configuration_that_is_wrong_neither_restarts_nor_reloads_anything() throws Exception {
    write("{\"gateway\":{\"prot\":1},\"defaultAgent\":7}");
    JsonNode before = get("/api/gateway");

    JsonNode restart = post("/api/gateway/restart");
    JsonNode reload = post("/api/gateway/reload");

    assertThat(restart.path("restarting").booleanValue()).isFalse();
    assertThat(restart.path("findings")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(reload.path("applied").booleanValue()).isFalse();
    assertThat(reload.path("findings")).hasSameSizeAs(restart.path("findings"));
    assertThat(get("/api/gateway").path("serving_since")).isEqualTo(before.path("serving_since"));
  }

  @Test
  void a_reload_acts_on_the_next_request() throws Exception {
    assertThat(fromPage()).isEqualTo(403);
    write("{\"gateway\":{\"cors\":{\"origins\":[\"" + PAGE + "\"]}}}");

    JsonNode reload = post("/api/gateway/reload");

    assertThat(reload.at("/changed/0").stringValue()).isEqualTo("gateway.cors.origins");
    assertThat(fromPage()).isEqualTo(200);
  }

  @Test
  void a_signal_reloads_too_and_leaves_a_row_of_the_user() throws Exception {
    write("{\"gateway\":{\"cors\":{\"origins\":[\"" + PAGE + "\"]}}}");

    wishes.reload();

    letPageIn();
    JsonNode row = get("/api/audit?limit=1").at("/data/0");
    assertThat(row.path("operation").stringValue()).isEqualTo("config_reload");
    assertThat(row.path("outcome").stringValue()).isEqualTo("done");
  }

  @Test
  void a_signal_that_comes_before_a_start_is_over_is_not_forgotten() throws Exception {
    whenAnswering =
        () -> {
          write("{\"gateway\":{\"cors\":{\"origins\":[\"" + PAGE + "\"]}}}");
          wishes.reload();
        };

    post("/api/gateway/restart");

    assertThat(answering.poll(60, TimeUnit.SECONDS)).isEqualTo(url);
    letPageIn();
  }

  @Test
  void a_signal_while_the_last_turns_end_is_heard_by_the_gateway_that_starts_anew()
      throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (UpstreamStub upstream = held(answer)) {
      String providers =
          "\"providers\":{\"acme\":{\"baseUrl\":\"%s\",\"models\":[{\"id\":\"m\"}]}}"
              .formatted(upstream.baseUrl());
      write("{" + providers + "}");
      post("/api/gateway/reload");
      Future<HttpResponse<String>> turn = threads.submit(this::askAcme);
      assertThat(upstream.awaitRequest(Duration.ofSeconds(30))).isTrue();

      post("/api/gateway/restart");
      awaitStopping();
      write("{\"gateway\":{\"cors\":{\"origins\":[\"" + PAGE + "\"]}}," + providers + "}");
      wishes.reload();
      answer.countDown();

      assertThat(turn.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(answering.poll(60, TimeUnit.SECONDS)).isEqualTo(url);
      letPageIn();
    } finally {
      answer.countDown();
    }
  }

  private static UpstreamStub held(CountDownLatch answer) {
    return UpstreamStub.start()
        .alwaysBy(
            request -> {
              try {
                assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
                return StubReply.text("done");
              } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
              }
            });
  }

  private HttpResponse<String> askAcme() throws Exception {
    String body = "{\"model\":\"acme/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    return send(
        request("/v1/chat/completions")
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Then it answers nothing but what runs. */
  private void awaitStopping() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (send(request("/api/gateway").GET()).statusCode() != 503) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void a_stop_is_answered_first_and_then_the_process_may_end() throws Exception {
    JsonNode answer = post("/api/gateway/stop");

    assertThat(answer.path("object").stringValue()).isEqualTo("gateway");
    assertThat(served.get(60, TimeUnit.SECONDS)).isEqualTo(new Ended.Stopped());
  }

  @Test
  void an_address_that_is_taken_is_found_before_anything_ends() throws Exception {
    // The port stays the one it has, because the command line asked for any free one.
    int port = URI.create(url).getPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      write("{\"gateway\":{\"bind\":\"127.0.0.2\"}}");

      JsonNode restart = post("/api/gateway/restart");

      assertThat(taken.isBound()).isTrue();
      assertThat(restart.path("restarting").booleanValue()).isFalse();
      assertThat(restart.at("/findings/0/id").stringValue()).isEqualTo("address-not-free");
    }
    assertThat(get("/api/gateway").path("state").stringValue()).isEqualTo("serving");
  }

  /** A signal is heard at once and acted on soon. */
  private void letPageIn() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (fromPage() != 200 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(fromPage()).isEqualTo(200);
  }

  private int fromPage() throws Exception {
    return http.send(request("/health").header("origin", PAGE).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private JsonNode get(String path) throws Exception {
    return json(request(path).GET());
  }

  private JsonNode post(String path) throws Exception {
    return json(request(path).POST(BodyPublishers.noBody()));
  }

  private JsonNode json(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    String token = Files.readString(home.resolve("token")).strip();
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("authorization", "Bearer " + token);
  }

  private void write(String configuration) throws IOException {
    Files.writeString(home.resolve("holdfast.json"), configuration);
  }
}
