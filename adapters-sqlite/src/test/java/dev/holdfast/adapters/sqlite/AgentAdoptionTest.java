package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.Adoption;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A home that lost its control plane gets one that knows its agents")
class AgentAdoptionTest {

  private static final String SECOND = "agents/second/agent/holdfast-agent.sqlite";

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(
          Clock.fixed(Samples.at(0), ZoneOffset.UTC), StoreFolder::usableBytes);

  AgentAdoptionTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void loseTheControlPlane() throws IOException {
    FilledHome.make(home, 2, 3);
    Path second = home.resolve(SECOND);
    Files.createDirectories(second.getParent());
    Files.copy(home.resolve(RawDatabase.AGENT), second);
    Files.delete(home.resolve(RawDatabase.CONTROL_PLANE));
  }

  private Adoption adopt() {
    return maintenance.adoptAgents(home.toString(), StoreProgress.NONE);
  }

  @Test
  void under_a_new_identity_with_every_conversation_as_it_was() throws Exception {
    byte[] main = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    byte[] second = Files.readAllBytes(home.resolve(SECOND));

    assertThat(adopt())
        .isInstanceOfSatisfying(
            Adoption.Done.class,
            done -> {
              assertThat(done.registered()).containsExactly("main", "second");
              assertThat(done.aside()).isEmpty();
              assertThat(new SqliteStoreInspection().identity(home.toString()))
                  .isInstanceOfSatisfying(
                      StoreIdentity.Known.class,
                      known -> assertThat(known.id()).isEqualTo(done.store()));
            });

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(main);
    assertThat(home.resolve(SECOND)).hasBinaryContent(second);
    SqliteFixture store = new SqliteFixture(home);
    StorageReport report = store.storage().open(Samples.request(AgentId.MAIN));
    assertThat(report.created()).isEmpty();
    assertThat(report.outOfService()).isEmpty();
    assertThat(store.controlPlane().agents()).hasSize(2);
    store.storage().close();
    assertThat(adopt()).as("a second time").isEqualTo(new Adoption.NothingToDo());
  }

  @Test
  void and_nothing_of_the_log_that_the_lost_one_left() throws Exception {
    Path log = home.resolve(RawDatabase.CONTROL_PLANE + "-wal");
    Files.writeString(log, "left");

    assertThat(adopt())
        .isInstanceOfSatisfying(
            Adoption.Done.class,
            done ->
                assertThat(done.aside())
                    .singleElement()
                    .satisfies(
                        folder ->
                            assertThat(Path.of(folder))
                                .hasParent(home.resolve("quarantine"))
                                .isDirectoryContaining("glob:**/holdfast.sqlite-wal")
                                .isDirectoryContaining("glob:**/made-anew.txt")));

    assertThat(log).doesNotExist();
  }

  @Test
  void and_without_the_token_file_which_may_hold_a_revoked_one() throws Exception {
    Path token = home.resolve("token");
    Files.writeString(token, "revoked");

    assertThat(adopt())
        .isInstanceOfSatisfying(
            Adoption.Done.class,
            done -> {
              Path kept = Path.of(done.token());
              assertThat(kept).hasContent("revoked");
              assertThat(kept).hasParent(Path.of(done.aside().getFirst()));
              assertThat(done.aside())
                  .allSatisfy(
                      folder ->
                          assertThat(Files.getPosixFilePermissions(Path.of(folder)))
                              .isEqualTo(PosixFilePermissions.fromString("rwx------")));
            });

    assertThat(token).doesNotExist();
  }

  @Test
  void and_tells_what_one_that_was_cut_short_had_put_aside() throws Exception {
    Path before = Files.createDirectories(home.resolve("quarantine/before"));
    Files.writeString(before.resolve("made-anew-begun.txt"), "begun");
    Files.writeString(before.resolve("token"), "revoked");
    Files.writeString(home.resolve(RawDatabase.CONTROL_PLANE + "-wal"), "left");

    assertThat(adopt())
        .isInstanceOfSatisfying(
            Adoption.Done.class,
            done -> {
              assertThat(done.token()).isEqualTo(before.resolve("token").toString());
              assertThat(done.aside())
                  .hasSize(2)
                  .contains(before.toString())
                  .allSatisfy(
                      folder -> assertThat(Path.of(folder).resolve("made-anew.txt")).exists());
            });
  }

  @Test
  void but_a_home_without_agents_gets_none(@TempDir Path empty) {
    assertThat(maintenance.adoptAgents(empty.toString(), StoreProgress.NONE))
        .isEqualTo(new Adoption.NothingToDo());
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void and_until_then_nobody_says_that_there_was_no_store() {
    assertThat(new SqliteStoreInspection().identity(home.toString()))
        .isInstanceOfSatisfying(
            StoreIdentity.Unknown.class,
            unknown ->
                assertThat(unknown.reason())
                    .contains(
                        "agent databases but no control plane",
                        "is mounted",
                        "holdfast doctor --fix --only agents"));
  }
}
