package dev.holdfast.adapters.http.server;

/** Why something that was asked of the management API was not done. */
enum ManagementFault {
  BEYOND_BINDING,
  TOKEN_NOT_FOUND,
  LAST_ADMIN_TOKEN
}
