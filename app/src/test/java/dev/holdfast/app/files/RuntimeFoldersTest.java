package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The runtime folder of a user")
final class RuntimeFoldersTest {

  private static final UserId SELF = UserId.ofThisProcess();

  @TempDir private Path folder;
  private Path xdg;
  private Path users;
  private Path home;

  @BeforeEach
  void makeFolders() throws IOException {
    xdg = Files.createDirectory(folder.resolve("xdg"));
    users = Files.createDirectory(folder.resolve("users"));
    home = Files.createDirectory(folder.resolve("home"));
  }

  @Test
  void the_variable_comes_first() {
    assertThat(folders(xdg.toString()).forWriting()).contains(xdg.resolve("holdfast"));
  }

  @Test
  void the_folder_of_the_system_comes_second() throws IOException {
    Path own = Files.createDirectory(users.resolve(SELF.toString()));

    assertThat(folders("").forWriting()).contains(own.resolve("holdfast"));
    assertThat(folders(folder.resolve("none").toString()).forWriting())
        .contains(own.resolve("holdfast"));
  }

  @Test
  void the_users_home_comes_last() throws IOException {
    Path expected = home.resolve(".local/state/holdfast/run");

    assertThat(folders("relative").forWriting()).contains(expected);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(expected)))
        .isEqualTo("rwx------");
  }

  @Test
  void a_folder_of_another_user_is_not_taken() {
    UserId other = new UserId(SELF.value() + 1);
    RuntimeFolders folders = RuntimeFolders.of(variables(xdg.toString()), other, users);

    assertThat(folders.forWriting()).isEmpty();
    assertThat(xdg).isEmptyDirectory();
  }

  @Test
  void a_folder_that_others_can_look_into_is_neither_written_nor_read() throws IOException {
    Path open = Files.createDirectory(xdg.resolve("holdfast"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(folders(xdg.toString()).forWriting())
        .contains(home.resolve(".local/state/holdfast/run"));
    assertThat(folders(xdg.toString()).forReading()).doesNotContain(open);
  }

  @Test
  void a_link_is_neither_written_nor_read() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"), DurableFiles.PRIVATE_FOLDER);
    Path link = Files.createSymbolicLink(xdg.resolve("holdfast"), target);

    assertThat(folders(xdg.toString()).forWriting())
        .contains(home.resolve(".local/state/holdfast/run"));
    assertThat(folders(xdg.toString()).forReading()).doesNotContain(link);
  }

  @Test
  void a_service_of_the_system_is_found_in_its_folder_and_nobody_else_publishes_there()
      throws IOException {
    Path service = Files.createDirectory(folder.resolve("holdfast"));
    Path published =
        Files.createDirectory(service.resolve("holdfast"), DurableFiles.PRIVATE_FOLDER);

    assertThat(folders("").forReading()).containsExactly(published);
    assertThat(folders("").forWriting()).contains(home.resolve(".local/state/holdfast/run"));
    assertThat(RuntimeFolders.of(Map.of(), new UserId(SELF.value() + 1), users).forReading())
        .as("what the user of the service alone may fill leads nobody else")
        .isEmpty();
    Files.setPosixFilePermissions(published, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(folders("").forReading()).doesNotContain(published);
  }

  @Test
  void looking_creates_nothing() {
    assertThat(folders(xdg.toString()).forReading()).isEmpty();
    assertThat(xdg).isEmptyDirectory();
    assertThat(home).isEmptyDirectory();
  }

  private RuntimeFolders folders(String variable) {
    return RuntimeFolders.of(variables(variable), SELF, users);
  }

  private Map<String, String> variables(String runtime) {
    return Map.of("XDG_RUNTIME_DIR", runtime, "HOME", home.toString());
  }
}
