package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A small file that survives")
final class DurableFilesTest {

  @TempDir private Path folder;

  @Test
  void is_written_whole_private_and_alone() throws IOException {
    Path file = folder.resolve("file");

    DurableFiles.replace(file, bytes("one"));
    DurableFiles.replace(file, bytes("two"));

    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(listing()).containsExactly(file);
  }

  @Test
  void takes_the_place_of_a_link_and_leaves_what_that_pointed_at() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "kept");
    Path file = Files.createSymbolicLink(folder.resolve("file"), target);

    DurableFiles.replace(file, bytes("new"));

    assertThat(file).hasContent("new").isRegularFile();
    assertThat(Files.isSymbolicLink(file)).isFalse();
    assertThat(target).hasContent("kept");
  }

  @Test
  void is_made_new_only_where_nothing_stands() throws IOException {
    Path file = folder.resolve("file");
    DurableFiles.createNew(file, bytes("one"));

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> DurableFiles.createNew(file, bytes("two")));

    assertThat(file).hasContent("one");
    assertThat(listing()).containsExactly(file);
  }

  @Test
  void leaves_nothing_behind_where_it_cannot_stand() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> DurableFiles.replace(taken, bytes("x")));
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> DurableFiles.replace(folder.resolve("none/file"), bytes("x")));

    assertThat(listing()).containsExactly(taken);
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
