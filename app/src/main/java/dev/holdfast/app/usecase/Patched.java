package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionEntry;

/** What became of changes of a session's row. */
sealed interface Patched {

  record Done(SessionEntry entry) implements Patched {}

  /** The row stands at another version; nothing was changed. */
  record Conflict(long currentVersion) implements Patched {}

  record Missing() implements Patched {}
}
