package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The memory of a process")
class ProcMemoryTest {

  @TempDir private Path folder;

  private ProcMemory of(String status) throws IOException {
    return new ProcMemory(Files.writeString(folder.resolve("status"), status));
  }

  @Test
  void is_what_the_system_calls_resident() throws IOException {
    assertThat(
            of("Name:\tjava\nVmHWM:\t  300 kB\nVmRSS:\t  1024 kB\nRssAnon:\t 1 kB\n")
                .residentBytes())
        .hasValue(1_048_576);
  }

  @Test
  void is_not_told_where_the_system_does_not() throws IOException {
    assertThat(of("Name:\tjava\n").residentBytes()).isEmpty();
    assertThat(new ProcMemory(folder.resolve("absent")).residentBytes()).isEmpty();
  }
}
