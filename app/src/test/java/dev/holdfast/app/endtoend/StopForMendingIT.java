package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.http.stub.StubReply;
import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.endtoend.RawClient.Chat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A gateway that works while its home is to be mended")
final class StopForMendingIT {

  /** Longer than the doctor takes to look and to find the gateway. */
  private static final int PIECES = 75;

  private static final Duration PAUSE = Duration.ofMillis(200);

  @TempDir private Path scratch;

  private UpstreamStub stub;
  private TestHome home;

  @BeforeEach
  void makeSickHome() throws InterruptedException, SQLException {
    stub = UpstreamStub.start();
    home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
    try (RunningGateway gateway = home.start()) {
      gateway.stop();
    }
    home.store().write("INSERT INTO artifacts VALUES ('%064x', 'left', 0)".formatted(7));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  /** What the gateway does when the doctor comes. */
  enum Manner {
    SERVES,
    /** Its supervisor sent it SIGTERM, and any further signal halts it. */
    STOPS_ALREADY
  }

  @ParameterizedTest
  @EnumSource
  void lets_its_turns_end_and_the_rest_is_done_after_that(Manner manner)
      throws InterruptedException, IOException {
    stub.next(StubReply.text("slow ".repeat(PIECES)).withPauseBetweenPieces(PAUSE));
    try (RunningGateway gateway = home.start();
        BufferedReader stream = lines(gateway, Chat.of("ann", "Tell me."))) {
      assertThat(stream.readLine()).startsWith("data: {");
      if (manner == Manner.STOPS_ALREADY) {
        gateway.terminate();
      }

      Finished fixed = home.run("doctor", "--fix", "--stop-gateway", "--yes");
      List<String> rest = stream.lines().filter(line -> !line.isEmpty()).toList();

      assertThat(rest.getLast()).isEqualTo("data: [DONE]");
      assertThat(rest.get(rest.size() - 2)).contains("\"finish_reason\":\"stop\"");
      assertThat(gateway.awaitEnd().exit()).isZero();
      assertThat(fixed.err()).contains("Asking the gateway at " + gateway.url());
      assertThat(fixed.err()).doesNotContain("SIG");
      assertThat(fixed.out()).contains("done: mend-rows");
    }
    assertThat(home.store().rows("SELECT state FROM turns")).containsExactly("completed");
    assertThat(home.folder().resolve("gateway.json")).doesNotExist();
    assertThat(home.run("doctor", "--fix").out()).endsWith("is in order.\n");
  }

  private static BufferedReader lines(RunningGateway gateway, Chat chat) {
    return new BufferedReader(
        new InputStreamReader(gateway.raw().stream(chat), StandardCharsets.UTF_8));
  }
}
