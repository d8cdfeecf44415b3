package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.write.ChangeWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Cuts the log of changes on the writer's connection. */
final class SqliteChangeWrites implements ChangeWrites {

  private final KeptStatement newest;
  private final KeptStatement oldest;
  private final KeptStatement cut;

  SqliteChangeWrites(Connection connection) {
    newest = new KeptStatement(connection, ChangeRows::newest);
    oldest = new KeptStatement(connection, ChangeRows::oldest);
    cut = new KeptStatement(connection, ChangeRows::cut);
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    Limits.require(limit);
    try {
      long tooMany = newest.first(Row::number).orElse(0L) - most;
      long before = Micros.of(moment);
      List<Entry> due =
          oldest.all(Entry::read, (long) limit).stream()
              .takeWhile(entry -> entry.number() <= tooMany || entry.at() < before)
              .toList();
      return due.isEmpty() ? 0 : cut.update(due.getLast().number());
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private record Entry(long number, long at) {

    static Entry read(Row row) throws SQLException {
      return new Entry(row.number(), row.number());
    }
  }
}
