package dev.holdfast.app.files;

/** Whether a gateway runs on a home. */
public sealed interface GatewayPresence {

  /** One does, and this is what it says of itself. */
  record Running(GatewayRecord record) implements GatewayPresence {}

  /** None does; a record left behind by a killed one does not count. */
  record NotRunning() implements GatewayPresence {}

  /**
   * The home is held, or may be, and by whom cannot be told.
   *
   * @param reason one sentence
   */
  record HeldUnknown(String reason) implements GatewayPresence {}
}
