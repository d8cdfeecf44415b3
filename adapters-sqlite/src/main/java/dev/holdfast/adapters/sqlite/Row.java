package dev.holdfast.adapters.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of a result, read from left to right. */
final class Row {

  private final ResultSet rows;
  private int column;

  private Row(ResultSet rows) {
    this.rows = rows;
  }

  /** Reads the row that a result is at; what a column cannot hold makes the read fail. */
  static <R> R read(KeptStatement.RowReader<R> reader, ResultSet rows) throws SQLException {
    try {
      return reader.read(new Row(rows));
    } catch (IllegalArgumentException e) {
      throw new UnreadableValue(e);
    }
  }

  /** The next column, which is never NULL. */
  String text() throws SQLException {
    return filled(textOrNull());
  }

  /** The next column. */
  @Nullable String textOrNull() throws SQLException {
    column++;
    return rows.getString(column);
  }

  /** The next column; 0 if it is NULL. */
  long number() throws SQLException {
    column++;
    return rows.getLong(column);
  }

  /** The next column, which is never NULL. */
  Instant instant() throws SQLException {
    return Micros.toInstant(number());
  }

  /** The next column, or what stands for NULL. */
  Instant instantOr(Instant absent) throws SQLException {
    Instant instant = instant();
    return rows.wasNull() ? absent : instant;
  }

  /** The next column, a word that stands for a constant. */
  <E extends Enum<E>> E word(Class<E> type) throws SQLException {
    return Word.read(type, text());
  }

  /** The next column, a word that stands for a constant. */
  <E extends Enum<E>> @Nullable E wordOrNull(Class<E> type) throws SQLException {
    String word = textOrNull();
    return word == null ? null : Word.read(type, word);
  }

  /** A column that is never NULL in a row like this. */
  static <T> T filled(@Nullable T column) throws SQLException {
    if (column == null) {
      throw new UnreadableValue();
    }
    return column;
  }
}
