package dev.holdfast.domain.audit;

/** A change that is not a turn. */
public enum AuditOperation {
  TOKEN_CREATE,
  TOKEN_ROTATE,
  TOKEN_REVOKE,
  SESSION_PATCH,
  SESSION_RESET,
  SESSION_DELETE,
  SESSION_RESTORE,
  RESPONSE_DELETE,
  RESPONSE_CANCEL,
  TURN_ABORT,
  /** A turn that nobody would have ended was ended. */
  TURN_RECOVER,
  GATEWAY_DRAIN,
  GATEWAY_UNDRAIN,
  GATEWAY_STOP,
  GATEWAY_RESTART,
  CONFIG_RELOAD,
  STORE_RENEW_IDENTITY,
  LOG_LEVEL,
  /** The gateway removed what has a lifetime, by itself. */
  RETENTION
}
