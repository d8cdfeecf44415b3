package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.control.Tables.AGENTS;

import dev.holdfast.ports.out.env.StorageFailure;

/**
 * What every store needs and a process loads once. It is the initialization of this class, so that
 * the JVM lets one thread load and others wait: jOOQ's own classes, initialized by two threads at
 * the same time, might wait for each other.
 */
final class SqliteEngine {

  static {
    try {
      Connections.engineVersion();
    } catch (StorageFailure failure) {
      // Opening a store fails in the same way, and there somebody is told.
    }
    Sql.DSL_CONTEXT.selectFrom(AGENTS).getSQL();
  }

  private SqliteEngine() {}

  /** Returns when all is loaded. */
  static void load() {
    // The call alone is what initializes.
  }
}
