package dev.holdfast.adapters.http.responses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each file is named for a scene and holds the events that clients get of it. */
@DisplayName("The events of a streamed response go byte for byte as they are written down")
class ResponseEventsTest {

  @Test
  void there_are_streams() throws Exception {
    assertThat(files()).hasSize(18);
  }

  @TestFactory
  Stream<DynamicTest> stream() throws Exception {
    return files().stream().map(file -> DynamicTest.dynamicTest(scene(file), () -> stream(file)));
  }

  private static void stream(Path file) throws IOException {
    assertThat(StreamScenes.play(scene(file)).frames()).isEqualTo(Files.readString(file));
  }

  private static String scene(Path file) {
    return file.getFileName().toString().replace(".txt", "").replace('-', ' ');
  }

  private static List<Path> files() throws IOException, URISyntaxException {
    Path folder = Path.of(ResponseEventsTest.class.getResource("streams").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
