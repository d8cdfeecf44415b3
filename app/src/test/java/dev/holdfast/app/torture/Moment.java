package dev.holdfast.app.torture;

/** When a gateway is killed. */
enum Moment {
  /** Whenever it happens to be. */
  ANY,
  /** A turn's begin is written, and not committed. */
  BEFORE_FIRST_COMMIT,
  /** A turn's begin is committed, and the turn does not know it yet. */
  AFTER_FIRST_COMMIT,
  /** The model has answered, and nothing of it is written. */
  AFTER_UPSTREAM,
  /** A turn's end is written, and not committed. */
  BEFORE_LAST_COMMIT,
  /** A turn's end is committed, and the caller does not know it yet. */
  AFTER_LAST_COMMIT,
  /** A new session is written, and not committed. */
  IN_ROTATION,
  /** The log is being written back into the database. */
  IN_CHECKPOINT;

  /** Whether the gateway itself notices it; the others are seen from outside. */
  boolean isNoticedInside() {
    return switch (this) {
      case BEFORE_FIRST_COMMIT,
          AFTER_FIRST_COMMIT,
          AFTER_UPSTREAM,
          BEFORE_LAST_COMMIT,
          AFTER_LAST_COMMIT,
          IN_ROTATION ->
          true;
      case ANY, IN_CHECKPOINT -> false;
    };
  }
}
