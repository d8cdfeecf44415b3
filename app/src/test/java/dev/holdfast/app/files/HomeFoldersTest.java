package dev.holdfast.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The folder of a home")
final class HomeFoldersTest {

  private static final UserId SELF = UserId.ofThisProcess();
  private static final UserId SOMEBODY_ELSE = new UserId(SELF.value() + 1);

  @TempDir private Path folder;
  private Path home;
  private final HomeFolders homes = new HomeFolders(SELF);

  @BeforeEach
  void nameHome() throws IOException {
    home = folder.toRealPath().resolve("above/home");
  }

  @Test
  void looking_at_a_missing_home_creates_nothing() {
    assertThat(homes.inspect(home)).isEqualTo(new HomeFolder.Absent(home));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_missing_home_is_made_private_and_said_aloud() throws IOException {
    HomeFolder.Present made = present(homes.create(home));

    assertThat(made.path()).isEqualTo(home);
    assertThat(made.created()).containsExactly(home.getParent(), home);
    assertThat(made.findings()).isEmpty();
    assertThat(mode(home)).isEqualTo("rwx------");
    assertThat(mode(home.getParent())).isEqualTo("rwx------");
  }

  @Test
  void an_existing_home_is_taken_as_it_is() throws IOException {
    makeWithMode("rwx------");

    HomeFolder.Present found = present(homes.create(home));

    assertThat(found.created()).isEmpty();
    assertThat(found.findings()).isEmpty();
  }

  @Test
  void a_home_that_others_may_list_is_taken_with_a_warning() throws IOException {
    makeWithMode("rwxr-xr-x");

    assertThat(present(homes.inspect(home)).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.what()).contains("755");
            });
    assertThat(mode(home)).isEqualTo("rwxr-xr-x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void a_home_that_others_may_write_in_is_refused(String mode) throws IOException {
    makeWithMode(mode);

    assertThat(refusal(homes.inspect(home)).id()).isEqualTo("home-writable-by-others");
    assertThat(refusal(homes.create(home)).id()).isEqualTo("home-writable-by-others");
  }

  @Test
  void the_home_of_another_user_is_refused() throws IOException {
    makeWithMode("rwx------");

    Finding finding = refusal(new HomeFolders(SOMEBODY_ELSE).inspect(home));

    assertThat(finding.id()).isEqualTo("home-of-another-user");
    assertThat(finding.what()).contains(SELF.toString(), SOMEBODY_ELSE.toString());
  }

  @Test
  void a_link_of_this_user_is_followed_and_said() throws IOException {
    makeWithMode("rwx------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), home);

    HomeFolder.Present found = present(homes.create(link));

    assertThat(found.path()).isEqualTo(home);
    assertThat(found.created()).isEmpty();
    assertThat(found.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.id()).isEqualTo("home-is-a-link");
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.what()).contains(home.toString());
            });
  }

  @Test
  void a_link_that_somebody_else_laid_is_refused() throws IOException {
    makeWithMode("rwx------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.getParent());
    HomeFolders others = homes;
    if (SELF.equals(UserId.ROOT)) {
      Files.setAttribute(link, "unix:uid", 1, LinkOption.NOFOLLOW_LINKS);
    } else {
      others = new HomeFolders(SOMEBODY_ELSE);
    }

    assertThat(refusal(others.inspect(link.resolve("home"))).id())
        .isEqualTo("home-behind-a-foreign-link");
  }

  @Test
  void a_link_to_nothing_is_refused_and_nothing_is_made_behind_it() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home);

    assertThat(refusal(homes.create(link)).id()).isEqualTo("home-link-leads-nowhere");
    assertThat(home).doesNotExist();
  }

  @Test
  void links_that_lead_in_a_circle_are_refused() throws IOException {
    Path one = folder.resolve("one");
    Path other = Files.createSymbolicLink(folder.resolve("other"), one);
    Files.createSymbolicLink(one, other);

    assertThat(refusal(homes.create(one)).what()).contains("circle");
  }

  @Test
  void a_home_that_is_missing_behind_a_link_above_it_is_made_there() throws IOException {
    Files.createDirectories(home.getParent());
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.getParent());

    assertThat(present(homes.create(link.resolve("home"))).path()).isEqualTo(home);
  }

  @Test
  void root_reads_the_home_of_another_with_a_warning_and_does_not_serve_it() throws IOException {
    makeWithMode("rwx------");
    if (SELF.equals(UserId.ROOT)) {
      Files.setAttribute(home, "unix:uid", 1);
    }
    HomeFolders ofRoot = new HomeFolders(UserId.ROOT);

    HomeFolder.Present read = present(ofRoot.inspect(home));

    assertThat(read.owner()).isNotEqualTo(UserId.ROOT);
    assertThat(read.findings())
        .extracting(Finding::id, Finding::severity)
        .containsExactly(Tuple.tuple("home-of-another-user", Severity.WARNING));
    assertThat(refusal(ofRoot.existing(home)).id()).isEqualTo("home-of-another-user");
    assertThat(refusal(ofRoot.create(home)).id()).isEqualTo("home-of-another-user");
  }

  @Test
  void a_link_above_the_home_is_resolved_to_the_real_path() throws IOException {
    makeWithMode("rwx------");
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.getParent());

    assertThat(present(homes.inspect(link.resolve("home"))).path()).isEqualTo(home);
  }

  @Test
  void a_file_in_the_place_of_the_home_is_refused_and_kept() throws IOException {
    Files.createDirectories(home.getParent());
    Files.writeString(home, "not a folder");

    assertThat(refusal(homes.create(home)).id()).isEqualTo("home-is-no-folder");
    assertThat(home).hasContent("not a folder");
  }

  @Test
  void a_home_below_a_file_cannot_be_made() throws IOException {
    Files.writeString(home.getParent(), "not a folder");

    assertThat(refusal(homes.create(home)).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void databases_are_listed_by_name_and_nothing_else_is() throws IOException {
    touch("state/holdfast.sqlite");
    touch("state/holdfast.sqlite-wal");
    touch("agents/work/agent/holdfast-agent.sqlite");
    touch("agents/main/agent/holdfast-agent.sqlite");
    touch("agents/main/agent/holdfast-agent.sqlite-shm");
    touch("agents/empty/agent/other");

    assertThat(homes.databases(home))
        .containsExactly(
            Path.of("state/holdfast.sqlite"),
            Path.of("agents/main/agent/holdfast-agent.sqlite"),
            Path.of("agents/work/agent/holdfast-agent.sqlite"));
  }

  @Test
  void a_missing_home_has_no_databases() {
    assertThat(homes.databases(home)).isEmpty();
  }

  private void touch(String name) throws IOException {
    Files.createDirectories(home.resolve(name).getParent());
    Files.createFile(home.resolve(name));
  }

  private void makeWithMode(String mode) throws IOException {
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static HomeFolder.Present present(HomeFolder folder) {
    assertThat(folder).isInstanceOf(HomeFolder.Present.class);
    return (HomeFolder.Present) folder;
  }

  private static Finding refusal(HomeFolder folder) {
    assertThat(folder).isInstanceOf(HomeFolder.Refused.class);
    return ((HomeFolder.Refused) folder).finding();
  }
}
