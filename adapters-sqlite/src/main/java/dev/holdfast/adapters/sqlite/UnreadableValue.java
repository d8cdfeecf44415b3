package dev.holdfast.adapters.sqlite;

import java.io.Serial;
import java.sql.SQLException;

/**
 * A column of a row holds what the program never writes there: the file was changed by something
 * else. SQLite knows nothing of it, so its checks do not tell.
 */
final class UnreadableValue extends SQLException {

  @Serial private static final long serialVersionUID = 1L;

  /** The cause may quote the value, these words never do. */
  private static final String WORDS = "a row holds a value that it cannot have";

  UnreadableValue() {
    super(WORDS);
  }

  UnreadableValue(RuntimeException cause) {
    super(WORDS, cause);
  }
}
