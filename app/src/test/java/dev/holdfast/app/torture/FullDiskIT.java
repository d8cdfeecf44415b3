package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A gateway whose disk is full")
final class FullDiskIT {

  @TempDir private Path scratch;

  @Test
  void answers_with_errors_loses_nothing_and_goes_on_when_there_is_room()
      throws InterruptedException {
    try (Installation installation = Installation.built(scratch)) {
      FullDisk.Report report = FullDisk.run(installation, scratch);

      assertThat(report.isAsPromised()).as("%s %s", report, report.violations()).isTrue();
    }
  }
}
