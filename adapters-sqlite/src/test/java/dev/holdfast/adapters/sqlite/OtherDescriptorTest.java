package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.out.env.Storage.Durability;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why nothing but SQLite may open a database that this process has open.
 *
 * <p>Closing any descriptor of a file drops all locks that the process holds on it. Another process
 * that then closes the database believes to be the last one, and removes the log that ours goes on
 * writing to. Newer SQLite survives it for one of the files, because it holds a lock on the {@code
 * -shm}, too; whoever copies a store touches both. Source: sqlite.org/howtocorrupt.html, section
 * 2.2.
 */
@DisplayName("A second descriptor on an open database loses acknowledged rows")
class OtherDescriptorTest {

  private static final int ACKNOWLEDGED = 6;

  private final Path home;

  OtherDescriptorTest(@TempDir Path home) {
    this.home = home;
  }

  private interface Deed {
    void onThe(Path database) throws Exception;
  }

  /** Commits rows, one before a deed and a look of another process, the others after. */
  private String rowsLeftAfter(Deed deed) throws Exception {
    SqliteFixture.withStore(home);
    Path database = home.resolve(RawDatabase.AGENT);
    WriterConnection<RawDatabase> writer =
        WriterConnection.open(
            DatabaseFile.in(home, RawDatabase.AGENT), Durability.FULL, RawDatabase::on);
    commit(writer, 1);
    deed.onThe(database);
    OtherProcess.counts(database, "transcripts");
    for (int row = 2; row <= ACKNOWLEDGED; row++) {
      commit(writer, row);
    }
    String rows = OtherProcess.counts(database, "transcripts");
    writer.close();
    return rows;
  }

  private static void commit(WriterConnection<RawDatabase> writer, int row) throws SQLException {
    writer.begin();
    writer
        .statements()
        .execute(
            "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
                + " VALUES ('s%d', 'agent:main:a', 1)".formatted(row));
    writer.commit();
  }

  @Test
  void copying_the_store_while_it_is_open_loses_five_of_six_rows() throws Exception {
    assertThat(
            rowsLeftAfter(
                database -> {
                  openAndClose(database);
                  openAndClose(database.resolveSibling(database.getFileName() + "-shm"));
                }))
        .isEqualTo("1");
  }

  private static void openAndClose(Path file) throws IOException {
    FileChannel.open(file, StandardOpenOption.READ).close();
  }

  @Test
  void looking_at_it_as_the_store_does_loses_none() throws Exception {
    assertThat(
            rowsLeftAfter(
                database -> {
                  DatabaseFile file = DatabaseFile.in(home, RawDatabase.AGENT);
                  file.requirePlain();
                  file.makePrivate();
                  file.stamp();
                  file.logBytes();
                }))
        .isEqualTo(Integer.toString(ACKNOWLEDGED));
  }
}
