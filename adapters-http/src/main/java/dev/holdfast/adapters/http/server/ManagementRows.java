package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.ErrorRow.invalid;

import dev.holdfast.adapters.http.server.ErrorRow.Party;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;

/** How it is told that something was not done that the management API was asked for. */
final class ManagementRows {

  private ManagementRows() {}

  /** The row of a fault. */
  static ErrorRow of(ManagementFault fault) {
    return switch (fault) {
      case BEYOND_BINDING ->
          invalid(
              403,
              "beyond_binding",
              Party.CALLER,
              "The token is bound to an agent or to sessions, and what it asks for reaches further:"
                  + " a token that is bound less, or the audit of the whole home.",
              "Ask within the binding, or use a token that is not bound.");
      case TOKEN_NOT_FOUND ->
          invalid(
              404,
              "token_not_found",
              Party.CALLER,
              "There is no token of the id in the path for the token that asks.",
              "Choose one that `GET /api/tokens` lists; a revoked one is not there any more.");
      case NO_SESSION ->
          invalid(
              404,
              "session_not_found",
              Party.CALLER,
              "There is no session of the key in the path for the token.",
              "Choose one that `GET /api/sessions` lists; one in the archive is not there.");
      case VERSION_CONFLICT ->
          invalid(
                  409,
                  "version_conflict",
                  Party.CALLER,
                  "The session was changed since it was at the version the request expects.",
                  "Look at it again, and send the change with the version that the message names.")
              .retried(Retry.POINTLESS);
      case ARCHIVE_NOT_FOUND ->
          invalid(
              404,
              "archive_not_found",
              Party.CALLER,
              "There is no archived session of the id in the path for the token.",
              "Choose one that `GET /api/archives` lists; a restored one is not there any more.");
      case SESSION_EXISTS ->
          invalid(
                  409,
                  "session_exists",
                  Party.CALLER,
                  "Another session has the key of the archived one by now.",
                  "Delete that one first; it can be restored as well.")
              .retried(Retry.POINTLESS);
      case LAST_ADMIN_TOKEN ->
          invalid(
                  409,
                  "last_admin_token",
                  Party.CALLER,
                  "The token is the last that has the scope `admin`, is not bound and never"
                      + " expires.",
                  "Make another one first, or rotate this one.")
              .retried(Retry.POINTLESS);
      case EVENTS_GONE ->
          invalid(
                  410,
                  "events_gone",
                  Party.CALLER,
                  "Events behind the given id were removed from the log, which keeps a week of them"
                      + " and not more than a number; or the store is another or an older one.",
                  "Read anew what you follow, and follow without an id.")
              .retried(Retry.POINTLESS);
      case TOO_MANY_FOLLOWERS ->
          invalid(
                  429,
                  "too_many_followers",
                  Party.CALLER,
                  "As many streams of events are open as may be.",
                  "Close one that nobody reads, and try again.")
              .retried(Retry.SOON);
      case TURN_NOT_FOUND ->
          invalid(
              404,
              "turn_not_found",
              Party.CALLER,
              "There is no turn of the id in the path for the token.",
              "Choose one that `GET /api/turns` lists.");
      case TURN_ENDED ->
          invalid(
                  409,
                  "turn_ended",
                  Party.CALLER,
                  "The turn to stop has ended already.",
                  "Nothing needs to be done; `GET /api/turns/{id}` tells how it ended.")
              .retried(Retry.POINTLESS);
      case TURN_ELSEWHERE ->
          invalid(
                  409,
                  "turn_elsewhere",
                  Party.OPERATOR,
                  "The turn to stop runs in another process that shares the store, or was left"
                      + " running by one that is gone.",
                  "Stop it there; what a process left that is gone ends with the session's next"
                      + " turn.")
              .retried(Retry.POINTLESS);
    };
  }
}
