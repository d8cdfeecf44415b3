package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The process of a gateway, looked after from outside")
final class GatewayProcessIT {

  @TempDir private Path scratch;

  private TestHome home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws InterruptedException {
    home = new TestHome(scratch).configured("{}");
    gateway = home.start();
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  private Finished done(String... command) throws InterruptedException {
    Finished finished = home.run(command);
    assertThat(finished.exit()).as(finished.out() + finished.err()).isZero();
    return finished;
  }

  private int say(String text) {
    return gateway.raw().chat(Chat.of("ann", text)).status();
  }

  private void configure(String json) throws IOException {
    Files.writeString(home.folder().resolve("holdfast.json"), json);
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + gateway.pid()).start();
    assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(kill.exitValue()).isZero();
  }

  @Test
  void is_stopped_and_its_home_is_free_when_the_command_ends() throws InterruptedException {
    assertThat(say("hello")).isEqualTo(200);

    Finished stopped = done("gateway", "stop");

    assertThat(stopped.out()).startsWith("The gateway has stopped");
    assertThat(gateway.awaitEnd().exit()).isZero();
    assertThat(home.run("gateway", "stop").exit()).isEqualTo(3);
  }

  @Test
  void starts_anew_in_place_with_what_only_a_start_can_change()
      throws IOException, InterruptedException {
    assertThat(say("hello")).isEqualTo(200);
    configure("{\"gateway\":{\"durability\":\"normal\"}}");

    assertThat(done("gateway", "reload").out()).contains("With the next start: gateway.durability");
    assertThat(done("gateway", "restart").out()).startsWith("The gateway has started anew.");

    assertThat(gateway.raw().getKnown("/readyz").body()).contains("\"durability\":\"normal\"");
    assertThat(say("again")).isEqualTo(200);
    assertThat(home.session("ann").path("transcript")).hasSize(4);
  }

  @Test
  void goes_on_as_it_was_if_its_configuration_has_errors()
      throws IOException, InterruptedException {
    configure("{\"gateway\":{\"prot\":1}}");

    for (String verb : List.of("restart", "reload")) {
      Finished refused = home.run("gateway", verb);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err()).contains("prot");
    }
    assertThat(say("hello")).isEqualTo(200);
  }

  @Test
  void reads_its_configuration_again_on_a_signal() throws IOException, InterruptedException {
    gateway.stop();
    gateway = RunningGateway.start(hearingHangUp());
    configure("{\"gateway\":{\"durability\":\"normal\"}}");

    signal("HUP");

    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!home.run("audit", "list").out().contains("config_reload")) {
      assertThat(System.nanoTime()).isLessThan(until);
    }
    assertThat(say("hello")).isEqualTo(200);
  }

  @Test
  void refuses_turns_while_it_is_drained() throws InterruptedException {
    done("gateway", "drain");
    assertThat(say("hello")).isEqualTo(503);
    assertThat(gateway.raw().get("/readyz").status()).isEqualTo(503);

    done("gateway", "drain", "--undo");
    assertThat(say("hello")).isEqualTo(200);
  }

  @Test
  void that_waits_for_a_home_begins_when_the_other_has_ended() throws InterruptedException {
    ShellCommand waits =
        home.holdfast(
            "gateway",
            "run",
            "--wait-for-lock=60s",
            "--port",
            "0",
            "--home",
            home.folder().toString(),
            "--json");
    Process waiting = waits.start();
    try {
      waits.awaitLine(waiting, "waiting-for-lock");
      gateway.stop();
      waits.awaitLine(waiting, "\"event\":\"ready\"");
    } finally {
      waiting.destroy();
      assertThat(waits.result(waiting).exit()).isZero();
    }
  }

  @Test
  void that_hangs_is_ended_only_if_asked_for() throws IOException, InterruptedException {
    signal("STOP");

    Finished refused = home.run("gateway", "stop");
    assertThat(refused.exit()).isEqualTo(4);
    assertThat(refused.err()).contains(Long.toString(gateway.pid())).contains("--stop-gateway");

    Finished ended = done("gateway", "stop", "--stop-gateway", "--yes");
    assertThat(ended.err()).contains("Sending SIGTERM", "Sending SIGKILL");
    assertThat(home.run("sessions", "recover").exit()).isZero();
  }

  @Test
  void that_was_killed_leaves_a_turn_which_a_command_ends_in_words_of_its_own()
      throws IOException, InterruptedException {
    try (UpstreamStub upstream = UpstreamStub.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      upstream.always(StubReply.text("never").withFirstByteAfter(Duration.ofMinutes(5)));
      configure(
          "{\"providers\":{\"acme\":{\"baseUrl\":\"%s\",\"models\":[{\"id\":\"m\"}]}}}"
              .formatted(upstream.baseUrl()));
      done("gateway", "reload");
      Chat chat = Chat.of("ann", "hello").withBody(Chat.messages("acme/m", "hello"));
      Future<?> turn = threads.submit(() -> gateway.raw().chat(chat));
      assertThat(upstream.awaitRequest(Duration.ofSeconds(20))).isTrue();
      signal("KILL");
      gateway.awaitEnd();
      assertThat(turn).failsWithin(Duration.ofSeconds(20));

      Finished recovered = done("sessions", "recover");

      assertThat(recovered.out()).contains("turn_");
      assertThat(recovered.err().lines()).hasSize(1).first().asString().startsWith("directly");
    }
  }

  @Test
  void tells_no_time_finer_than_a_millisecond() throws InterruptedException {
    String time = "[-0-9T:]{19}([.][0-9]{3})?Z";

    Finished second = home.run("gateway", "run", "--port", "0");

    assertThat(second.exit()).isEqualTo(4);
    assertThat(second.err()).containsPattern(" since " + time + ": process ");
    assertThat(gateway.raw().getKnown("/api/gateway").body())
        .containsPattern("\"path\":\"[^\"]*\",\"since\":\"" + time + "\"")
        .containsPattern("\"turns_waiting\":0,\"serving_since\":\"" + time + "\"");
  }

  /** A build that runs without a terminal may ignore SIGHUP, and what it starts inherits that. */
  private ShellCommand hearingHangUp() {
    return new ShellCommand(
            scratch,
            List.of(
                "env",
                "--default-signal=HUP",
                Distribution.launcher().toString(),
                "gateway",
                "run",
                "--port",
                "0",
                "--json",
                "--home",
                home.folder().toString()))
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"));
  }
}
