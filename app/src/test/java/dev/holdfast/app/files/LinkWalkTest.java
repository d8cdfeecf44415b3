package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A path with its links resolved")
final class LinkWalkTest {

  @TempDir private Path folder;
  private Path real;

  @BeforeEach
  void resolve() throws IOException {
    real = folder.toRealPath();
  }

  @Test
  void without_links_it_is_the_path_itself() throws IOException {
    assertThat(LinkWalk.of(real.resolve("a/b")).real()).isEqualTo(real.resolve("a/b"));
  }

  @Test
  void links_are_followed_wherever_they_are_and_named_in_order() throws IOException {
    Files.createDirectories(real.resolve("there/inner"));
    Path absolute = Files.createSymbolicLink(real.resolve("absolute"), real.resolve("there"));
    Path relative =
        Files.createSymbolicLink(real.resolve("there/relative"), Path.of("../there/./inner"));

    LinkWalk walk = LinkWalk.of(real.resolve("absolute/relative/none"));

    assertThat(walk.real()).isEqualTo(real.resolve("there/inner/none"));
    assertThat(walk.links()).containsExactly(absolute, relative);
  }

  @Test
  void a_step_up_behind_a_link_leaves_what_the_link_leads_to() throws IOException {
    Files.createDirectories(real.resolve("there/inner"));
    Files.createSymbolicLink(real.resolve("link"), real.resolve("there/inner"));

    assertThat(LinkWalk.of(real.resolve("link/..")).real()).isEqualTo(real.resolve("there"));
    assertThat(LinkWalk.of(Path.of("/../..")).real()).isEqualTo(Path.of("/"));
  }

  @Test
  void a_link_to_nothing_leads_there_all_the_same() throws IOException {
    Files.createSymbolicLink(real.resolve("link"), Path.of("none"));

    assertThat(LinkWalk.of(real.resolve("link/x")).real()).isEqualTo(real.resolve("none/x"));
  }

  @Test
  void a_circle_ends() throws IOException {
    Files.createSymbolicLink(real.resolve("link"), Path.of("link"));

    assertThatThrownBy(() -> LinkWalk.of(real.resolve("link")))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void what_exists_has_the_path_that_the_system_gives_it() throws IOException {
    Files.createDirectories(real.resolve("a/b/c"));
    Files.createSymbolicLink(real.resolve("a/up"), Path.of("../a/b"));
    Path path = real.resolve("a/./up/c/../c");

    assertThat(LinkWalk.of(path).real()).isEqualTo(path.toRealPath());
  }
}
