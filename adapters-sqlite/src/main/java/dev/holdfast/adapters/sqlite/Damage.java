package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreProgress;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether a database that nobody else has open is damaged. */
final class Damage {

  private Damage() {}

  /**
   * Looks at every page, with everything that is in the log; only reads.
   *
   * @throws StorageFailure if a newer program or another one wrote it, or if it cannot be looked at
   *     for another reason than damage
   */
  static boolean isIn(DatabaseFile file, Schema schema, StoreProgress progress)
      throws SQLException {
    try (Connection connection = Connections.openAsItIs(file)) {
      CheckProgress.tell(connection, file, progress);
      requireNotOfAnother(file, schema, connection);
      return !DatabaseReading.damage(connection, 1).isEmpty();
    } catch (SQLException e) {
      if (Failures.isDamage(e)) {
        return true;
      }
      throw e;
    } catch (StorageFailure failure) {
      if (failure.getCause() instanceof SQLException e && Failures.isDamage(e)) {
        return true;
      }
      throw failure;
    }
  }

  private static void requireNotOfAnother(DatabaseFile file, Schema schema, Connection connection)
      throws SQLException {
    try {
      schema.requireNotOfAnother(file, connection);
    } catch (UnreadableValue _) {
      // A history that holds what none can hold was damaged; the pages tell the rest.
    }
  }
}
