package dev.holdfast.ports.in;

import dev.holdfast.domain.token.Caller;

/** Proves who asks. Any thread may call it; every request does, so revocation acts at once. */
public interface Callers {

  /**
   * Checks a presented token in constant time.
   *
   * @param token the text as it was presented
   */
  Authentication authenticate(String token);

  /** What a presented token proves. */
  sealed interface Authentication {

    record Known(Caller caller) implements Authentication {}

    /** No such token, or it was revoked or has expired; these answer alike. */
    record Unknown() implements Authentication {}
  }
}
