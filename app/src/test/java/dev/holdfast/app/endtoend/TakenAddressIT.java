package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.distribution.Distribution;
import dev.holdfast.app.distribution.Finished;
import dev.holdfast.app.distribution.ShellCommand;
import dev.holdfast.app.endtoend.Incident.Tree;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An address that somebody takes while a person thinks it over")
final class TakenAddressIT {

  private static final int REFUSED = 4;

  @TempDir private Path scratch;

  /** A command of the operator at a terminal. */
  private ShellCommand atTerminal(Incident incident, String arguments) {
    String line = Distribution.launcher() + " " + arguments;
    return new ShellCommand(
            scratch, List.of("script", "--quiet", "--return", "--command", line, "/dev/null"))
        .with("HOME", incident.user().toString())
        .with("HOLDFAST_JAVA_HOME", System.getProperty("java.home"))
        .with("NO_COLOR", "1");
  }

  @Test
  void is_shown_no_token_after_the_answer() throws IOException, InterruptedException {
    Incident incident = new Incident(scratch, Tree.OURS);
    String old = incident.seeded();
    ShellCommand reset =
        atTerminal(incident, "sessions reset " + Incident.KEY + " --home " + incident.canonical());
    try (RunningGateway gateway = incident.start()) {
      Process asking = reset.start();
      reset.awaitLine(asking, "would stay, linked");
      gateway.kill();

      try (Listener listener = Listener.at(gateway.url().getPort());
          Writer typing = asking.outputWriter(StandardCharsets.UTF_8)) {
        typing.write("y\n");
        typing.flush();
        Finished finished = reset.result(asking);

        assertThat(listener.shown()).as("tokens shown at %s", listener.asked()).isEmpty();
        assertThat(finished.out())
            .contains("Go on? [y/N]")
            .contains("no longer holds the home " + incident.canonical())
            .contains("Nothing was changed.");
        assertThat(finished.exit()).isEqualTo(REFUSED);
      }
    }
    assertThat(incident.sessionId()).isEqualTo(old);
  }
}
