package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Audit rows stay what they are, for raw SQL too")
class AuditRowsTest {

  private static final String INSERT =
      "%s INTO audit (audit_number, audit_id, at_micros, author_name, operation, request_id)"
          + " VALUES (%s, '%s', 1, '%s', 'token_revoke', 'r')";

  private static final List<String> TAKEN_DOWN = List.of("1|a|ann", "2|b|ann", "3|c|ann");

  private final SqliteFixture store;
  private final RawDatabase raw;

  AuditRowsTest(@TempDir Path home) throws SQLException {
    store = SqliteFixture.opened(home);
    raw = RawDatabase.controlPlaneOf(home);
  }

  @BeforeEach
  void takeDown() throws SQLException {
    for (String id : List.of("a", "b", "c")) {
      raw.execute(INSERT.formatted("INSERT", "NULL", id, "ann"));
    }
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    store.storage().close();
  }

  private List<String> rows() throws SQLException {
    return raw.rows("SELECT audit_number, audit_id, author_name FROM audit");
  }

  @ParameterizedTest
  @CsvSource({
    "INSERT, 2, d",
    "INSERT OR REPLACE, 2, d",
    "REPLACE, 2, d",
    "REPLACE, 3, d",
    "INSERT OR IGNORE, 2, d",
    "REPLACE, 0, d",
    "REPLACE, -1, d"
  })
  void no_row_takes_the_place_of_another_or_one_before_it(String verb, String number, String id)
      throws SQLException {
    assertThatThrownBy(() -> raw.execute(INSERT.formatted(verb, number, id, "eve")))
        .isInstanceOf(SQLException.class);

    assertThat(rows()).isEqualTo(TAKEN_DOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT", "INSERT OR REPLACE", "REPLACE"})
  void a_row_that_comes_again_leaves_the_first_one_as_it_is(String verb) throws SQLException {
    assertThat(raw.execute(INSERT.formatted(verb, "NULL", "b", "eve"))).isZero();
    assertThat(raw.execute(INSERT.formatted(verb, "9", "b", "eve"))).isZero();

    assertThat(rows()).isEqualTo(TAKEN_DOWN);
  }
}
