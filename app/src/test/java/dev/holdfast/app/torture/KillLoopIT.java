package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway that is killed")
final class KillLoopIT {

  private static final int CYCLES = 30;

  @TempDir private Path scratch;

  @Test
  void keeps_what_it_acknowledged_and_answers_retries_the_same() throws InterruptedException {
    long seed = System.nanoTime();
    try (Installation installation = Installation.built(scratch)) {
      KillLoop.Report report =
          new KillLoop(installation, scratch, seed, progress -> {}).run(CYCLES);

      assertThat(report.violations()).as("seed %s: %s", seed, report).isEmpty();
      System.out.println(report);
    }
  }
}
