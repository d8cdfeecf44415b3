package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.SecretFiles.Reservation;
import dev.holdfast.ports.in.SecretFiles.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What would hinder a file for a secret")
final class PrivateFilesTest {

  private static final TokenText OLD = TokenText.of("hf_old");

  private final PrivateFiles files = new PrivateFiles(UserId.ofThisProcess());

  @TempDir private Path folder;

  @BeforeEach
  void fill() throws IOException {
    Files.createFile(
        folder.resolve("file"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("file"), "hf_old\n");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
  }

  private String at(String name) {
    return name.isEmpty() ? "/" : folder + "/" + name;
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent/t", "file", "file/t", "link", "a\0b", ""})
  void is_told_as_it_would_hinder(String name) {
    Optional<Reservation.None> foreseen = files.hindrance(at(name));

    assertThat(foreseen).isPresent().contains((Reservation.None) files.reserve(at(name)));
    assertThat(foreseen).isEqualTo(files.hindranceInPlaceOf(at(name), TokenText.of("hf_else")));
  }

  @Test
  void is_nothing_where_one_can_be_made_and_none_is_made_by_looking() {
    assertThat(files.hindrance(at("t"))).isEmpty();
    assertThat(files.hindranceInPlaceOf(at("t"), OLD)).isEmpty();
    assertThat(folder.resolve("t")).doesNotExist();

    assertThat(files.reserve(at("t"))).isInstanceOf(Reservation.Reserved.class);
  }

  @Test
  void is_no_file_that_holds_the_text_which_is_over_soon() {
    assertThat(files.hindranceInPlaceOf(at("file"), OLD)).isEmpty();

    Reservation reservation = files.reserveInPlaceOf(at("file"), OLD);
    assertThat(reservation).isInstanceOf(Reservation.Reserved.class);
    try (SecretFile file = ((Reservation.Reserved) reservation).file()) {
      assertThat(file.path()).isEqualTo(at("file"));
    }
    assertThat(folder.resolve("file")).hasContent("hf_old");
  }
}
