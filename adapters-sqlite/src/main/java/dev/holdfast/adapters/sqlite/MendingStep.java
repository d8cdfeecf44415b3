package dev.holdfast.adapters.sqlite;

/**
 * One step that makes the rows of a database agree with each other again.
 *
 * @param table whose rows it touches
 * @param effect what happens to them
 * @param sql of {@code REBUILT} and {@code MENDED} a statement, of {@code SET_ASIDE} the condition
 *     of the rows
 */
record MendingStep(String table, Effect effect, String sql) {

  /** What becomes of rows. */
  enum Effect {
    /** Lost ones are derived from others. */
    REBUILT,
    /** A reference is led to what is there. */
    MENDED,
    /** They say nothing without what they refer to. */
    SET_ASIDE
  }

  static MendingStep rebuilt(String table, String sql) {
    return new MendingStep(table, Effect.REBUILT, sql);
  }

  static MendingStep mended(String table, String sql) {
    return new MendingStep(table, Effect.MENDED, sql);
  }

  static MendingStep setAside(String table, String condition) {
    return new MendingStep(table, Effect.SET_ASIDE, condition);
  }
}
