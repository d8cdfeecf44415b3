package dev.holdfast.domain.turn;

/**
 * A turn that was not begun, and why.
 *
 * @param message what was wrong, what was kept and what to do; no secret, no user content
 * @param parameter the request parameter at fault, empty if none is
 */
public record Refusal(RefusalReason reason, String message, String parameter) {

  /** A refusal no single parameter is to blame for. */
  public static Refusal of(RefusalReason reason, String message) {
    return new Refusal(reason, message, "");
  }
}
