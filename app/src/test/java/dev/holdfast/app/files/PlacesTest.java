package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.Place;
import dev.holdfast.domain.state.Place.Contents;
import dev.holdfast.domain.state.Place.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What stands at a path")
final class PlacesTest {

  private static final UserId SELF = UserId.ofThisProcess();

  @TempDir private Path folder;
  private Path real;
  private final Places places = new Places(SELF);

  @BeforeEach
  void resolve() throws IOException {
    real = folder.toRealPath();
  }

  @Test
  void nothing_is_told_with_the_owner_of_the_folder_above_and_creates_nothing() {
    Place place = places.at(real + "/none/at/all");

    assertThat(place.kind()).isEqualTo(Kind.ABSENT);
    assertThat(place.owner()).isEqualTo(SELF.value());
    assertThat(place.realPath()).isEqualTo(real + "/none/at/all");
    assertThat(real).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "state/holdfast.sqlite, HOLDFAST_HOME",
    "holdfast.json, HOLDFAST_HOME",
    "openclaw.json, OTHER_STATE",
    "clawdbot.json, OTHER_STATE",
    "state/openclaw.sqlite, OTHER_STATE",
    "notes.txt, NO_STATE",
  })
  void a_folder_is_known_by_what_is_in_it(String file, Contents contents) throws IOException {
    Files.createDirectories(real.resolve(file).getParent());
    Files.createFile(real.resolve(file));

    assertThat(places.at(real.toString()))
        .isEqualTo(
            new Place(real.toString(), real.toString(), Kind.FOLDER, SELF.value(), contents));
  }

  @Test
  void our_home_in_the_tree_of_another_product_is_ours() throws IOException {
    Files.createFile(real.resolve("openclaw.json"));
    Files.createFile(real.resolve("holdfast.json"));

    assertThat(places.at(real.toString()).contents()).isEqualTo(Contents.HOLDFAST_HOME);
  }

  @Test
  void a_link_is_told_as_what_it_leads_to() throws IOException {
    Files.createDirectory(real.resolve("home"));
    Files.createFile(real.resolve("home/holdfast.json"));
    Files.createSymbolicLink(real.resolve("link"), Path.of("home"));

    Place place = places.at(real + "/link");

    assertThat(place.path()).isEqualTo(real + "/link");
    assertThat(place.realPath()).isEqualTo(real + "/home");
    assertThat(place.contents()).isEqualTo(Contents.HOLDFAST_HOME);
  }

  @Test
  void what_is_no_folder_is_told() throws IOException {
    Files.createFile(real.resolve("file"));
    Files.createSymbolicLink(real.resolve("circle"), Path.of("circle"));

    assertThat(places.at(real + "/file").kind()).isEqualTo(Kind.OTHER);
    assertThat(places.at(real + "/file/below").kind()).isEqualTo(Kind.ABSENT);
    assertThat(places.at(real + "/circle").kind()).isEqualTo(Kind.UNREADABLE);
    assertThat(places.at("/a\0b").kind()).isEqualTo(Kind.INEXPRESSIBLE);
  }

  @Test
  void the_root_is_a_place_too() {
    assertThat(places.at("/").realPath()).isEqualTo("/");
  }

  @Test
  void several_are_told_by_their_paths() {
    assertThat(places.at(List.of("/", real.toString(), "/")))
        .containsOnlyKeys("/", real.toString());
  }
}
