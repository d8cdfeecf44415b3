package dev.holdfast.adapters.http.server;

/** Why something that was asked of the management API was not done. */
enum ManagementFault {
  BEYOND_BINDING,
  TOKEN_NOT_FOUND,
  LAST_ADMIN_TOKEN,
  NO_SESSION,
  VERSION_CONFLICT,
  ARCHIVE_NOT_FOUND,
  SESSION_EXISTS,
  /** What happened behind a place in the log of changes cannot be told any more. */
  EVENTS_GONE,
  TOO_MANY_FOLLOWERS,
  TURN_NOT_FOUND,
  /** A turn that ended before cannot be stopped. */
  TURN_ENDED,
  /** The turn runs in another process, which alone can stop it. */
  TURN_ELSEWHERE
}
