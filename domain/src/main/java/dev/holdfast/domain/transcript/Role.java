package dev.holdfast.domain.transcript;

/** Who speaks in a message. Tool results are items of their own. */
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT;

  /** Whether a message of this role instructs the model instead of taking part in the talk. */
  public boolean isInstruction() {
    return this == SYSTEM || this == DEVELOPER;
  }
}
