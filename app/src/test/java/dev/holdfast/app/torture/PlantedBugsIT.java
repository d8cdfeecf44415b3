package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A bug that was planted")
final class PlantedBugsIT {

  @TempDir private Path scratch;

  @ParameterizedTest
  @EnumSource(BugHunt.Scene.class)
  void is_caught_by_the_promise_it_breaks(BugHunt.Scene scene) throws InterruptedException {
    long seed = System.nanoTime();
    try (Installation installation = Installation.built(scratch)) {
      BugHunt.Report report = new BugHunt(installation, scratch, seed).hunt(scene);

      assertThat(report.isCaught()).as("seed %s: %s", seed, report).isTrue();
    }
  }

  @Test
  void has_a_scene_that_shows_it() {
    assertThat(Arrays.stream(BugHunt.Scene.values()).map(BugHunt.Scene::bug))
        .containsExactlyInAnyOrder(
            PlantedBug.NO_UNIQUE_KEY,
            PlantedBug.NO_EPOCH_CHECK,
            PlantedBug.REPLY_BEFORE_COMMIT,
            PlantedBug.IN_PROCESS_LOCK_ONLY,
            PlantedBug.RETRY_OF_A_FAILED_COMMIT);
  }
}
