package dev.holdfast.domain.session;

/** How a configuration names the kinds of {@link ResetRule}. */
public enum ResetMode {
  NONE,
  /** At an hour of the day, and after an idle time too if one is configured. */
  DAILY,
  /** After an idle time. */
  IDLE
}
