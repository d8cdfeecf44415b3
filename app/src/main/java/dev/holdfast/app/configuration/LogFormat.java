package dev.holdfast.app.configuration;

/** How the lines of the gateway's log look. */
public enum LogFormat {
  /** As text on a terminal, as JSON objects anywhere else. */
  AUTO,
  TEXT,
  JSON
}
