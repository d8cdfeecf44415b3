package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreInspection.Tokens;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A value that no row can have keeps nothing else back")
class DamagedValuesTest {

  private static final String HASH = TokenHash.of("text").hex();

  private final Path home;
  private final SqliteStoreInspection inspection = new SqliteStoreInspection();
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(Clock.systemUTC(), StoreFolder::usableBytes);

  DamagedValuesTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 1, 2);
  }

  private void plant(String... statements) throws SQLException {
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      for (String trigger : raw.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
        raw.execute("DROP TRIGGER " + trigger);
      }
      raw.execute("PRAGMA ignore_check_constraints = ON");
      for (String statement : statements) {
        assertThat(raw.execute(statement)).isPositive();
      }
    }
  }

  private StoreFacts look() {
    return inspection.inspect(home.toString(), Depth.FULL, StoreProgress.NONE);
  }

  private static Content.Inspected inspected(DatabaseFacts facts) {
    assertThat(facts.content()).isInstanceOf(Content.Inspected.class);
    return (Content.Inspected) facts.content();
  }

  private static String token(String id, String scope) {
    return "INSERT INTO tokens VALUES ('%s', 'n', '%s', '%s', NULL, 'any', NULL, NULL, 1, 1, NULL)"
        .formatted(id, id + HASH.substring(id.length()), scope);
  }

  @Test
  void an_identity_that_is_none_is_unknown() throws SQLException {
    plant("UPDATE store_identity SET store_id = ''");

    StoreFacts facts = look();

    assertThat(facts.identity()).isInstanceOf(StoreIdentity.Unknown.class);
    assertThat(inspected(facts.databases().getFirst()).unread())
        .containsExactly("identity: a row holds a value that it cannot have");
    assertThat(facts.databases().get(1).registration()).isEqualTo(Registration.REGISTERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO former_identities VALUES ('', 1)",
        "INSERT INTO store_places VALUES ('', '/x', 1, 1)"
      })
  void an_older_identity_that_is_none_leaves_the_present_one_known(String planted)
      throws SQLException {
    plant(planted);

    StoreFacts facts = look();

    assertThat(facts.identity()).isInstanceOf(StoreIdentity.Known.class);
    assertThat(inspected(facts.databases().getFirst()).unread()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE agents SET agent_id = 'm/in'",
        "UPDATE agents SET database_path = '../x'",
        "UPDATE agents SET database_path = '.'",
        "UPDATE agents SET database_path = 'a' || char(0)"
      })
  void a_registration_that_is_none_leaves_the_file_to_be_looked_at(String planted)
      throws SQLException {
    plant(planted);

    StoreFacts facts = look();

    assertThat(facts.identity()).isInstanceOf(StoreIdentity.Known.class);
    assertThat(inspected(facts.databases().getFirst()).unread())
        .containsExactly("agents: a row holds a value that it cannot have");
    DatabaseFacts agent = facts.databases().get(1);
    assertThat(agent.registration()).isEqualTo(Registration.UNKNOWN);
    assertThat(inspected(agent).rows()).containsEntry("events", 3L);
  }

  @Test
  void a_migration_without_a_name_makes_it_another_kind_of_database() throws SQLException {
    plant("UPDATE flyway_schema_history SET script = 'V1-control' WHERE version = '1'");

    assertThat(inspected(look().databases().getFirst()).schema().standing())
        .isEqualTo(Standing.FOREIGN);
    assertThatThrownBy(() -> new SqliteFixture(home).storage().open(Samples.request()))
        .isInstanceOf(StorageFailure.class);
  }

  @Test
  void tokens_are_told_without_a_trace_unless_one_of_them_cannot_be_read() throws Exception {
    plant(token("a", "read"), token("b", "admin"));
    Map<String, List<Object>> before = Folders.snapshot(home);

    assertThat(inspection.tokens(home.toString()))
        .isInstanceOfSatisfying(
            Tokens.Known.class,
            known -> assertThat(known.tokens()).extracting("id").containsExactly("a", "b"));
    assertThat(Folders.snapshot(home)).isEqualTo(before);

    plant(token("c", "rEad!"));
    assertThat(inspection.tokens(home.toString())).isInstanceOf(Tokens.Unknown.class);
    assertThatThrownBy(
            () -> {
              SqliteFixture store = new SqliteFixture(home);
              store.storage().openForReading();
              try {
                store.controlPlane().tokens();
              } finally {
                store.storage().close();
              }
            })
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.READ_FAILED));
  }

  @Test
  void a_token_whose_binding_is_lost_reaches_nothing() throws SQLException {
    plant(token("a", "read"), "UPDATE tokens SET key_binding = 'exact', bound_key = NULL");

    assertThat(inspection.tokens(home.toString())).isInstanceOf(Tokens.Unknown.class);
  }

  @Test
  void tokens_of_no_store_or_one_that_cannot_be_read(@TempDir Path empty) throws Exception {
    assertThat(inspection.tokens(empty.toString())).isEqualTo(new Tokens.Known(List.of()));

    Files.write(home.resolve(RawDatabase.CONTROL_PLANE), new byte[4096]);
    assertThat(inspection.tokens(home.toString())).isInstanceOf(Tokens.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "database: x\n", "a\nb\nc\nd\n", "database: x\nidentity: \n: \n: \nz\n"})
  void a_report_that_was_changed_is_said_and_its_folder_left(String report) throws Exception {
    Path folder = Files.createDirectories(home.resolve("quarantine/one"));
    Files.writeString(folder.resolve("salvage-begun.txt"), report);
    Files.writeString(folder.resolve("set-aside.jsonl"), "{}");

    assertThatThrownBy(() -> maintenance.unfinishedSalvages(home.toString()))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("salvage-begun.txt");
    assertThatThrownBy(
            () ->
                maintenance.salvage(
                    home.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("Everything is kept");
    assertThat(folder.resolve("salvage-begun.txt")).hasContent(report);
    assertThat(folder.resolve("set-aside.jsonl")).exists();
  }
}
