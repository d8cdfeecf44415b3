package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.CHANGES;

import dev.holdfast.ports.out.write.ChangeWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Cuts the log of changes on the writer's connection. */
final class SqliteChangeWrites implements ChangeWrites {

  private final OldEnd oldEnd;

  SqliteChangeWrites(Connection connection) {
    oldEnd = new OldEnd(connection, CHANGES, CHANGES.CHANGE_NUMBER, CHANGES.AT_MICROS);
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    try {
      return oldEnd.cut(moment, most, limit);
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }
}
