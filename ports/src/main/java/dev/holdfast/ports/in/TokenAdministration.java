package dev.holdfast.ports.in;

import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.domain.turn.Refusal;
import java.time.Duration;
import java.util.List;

/**
 * Looks after tokens. Every change acts on the very next request, and leaves an audit row that is
 * stored with it; so does every change that was refused.
 *
 * <p>A caller that is bound to an agent or to sessions reaches only tokens that are bound within
 * that: others are as unknown to it as ones that never were, and it cannot make them.
 */
public interface TokenAdministration {

  /** The longest name of a token, in characters. */
  int MAX_NAME_LENGTH = 64;

  /** The longest that a token with an end may hold: ten years. */
  Duration MAX_LIFETIME = Duration.ofDays(3653);

  /** The tokens that the caller reaches, oldest first, expired ones included, revoked ones not. */
  Listing list(Requester by);

  /** Makes a token. Its text is told here and never again. */
  Creation create(Requester by, TokenWish wish);

  /** Gives a token a new text; whoever shows the old one is turned away from then on. */
  Rotation rotate(Requester by, String id);

  /**
   * Ends a token for good. One that nobody could be replaced by is kept: a home always has a token
   * with the scope {@code admin} that is not bound and never expires.
   */
  Revocation revoke(Requester by, String id);

  /**
   * The token somebody wants.
   *
   * @param name not blank, up to {@link #MAX_NAME_LENGTH} printable characters
   * @param agent the agent it shall be bound to, empty for none but the one that its key names
   */
  record TokenWish(String name, Scope scope, String agent, KeyWish keys, Lifetime lifetime) {
    public TokenWish {
      if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
        throw new IllegalArgumentException("a token's name has 1 to 64 characters");
      }
      if (!OutsideText.isPrintable(name)) {
        throw new IllegalArgumentException("a token's name has no control characters");
      }
    }
  }

  /** Which sessions a wished token shall reach. */
  sealed interface KeyWish {

    /** Every session. */
    record Any() implements KeyWish {}

    /** The one of this key, as the client wrote it. */
    record Exact(String key) implements KeyWish {}

    /** Those whose keys begin so, as the client wrote it; it ends with {@code :}. */
    record Prefix(String prefix) implements KeyWish {}
  }

  /** How long a wished token shall hold. */
  sealed interface Lifetime {

    /** Until it is revoked. */
    record Unlimited() implements Lifetime {}

    /** So long from now on: at least a second, at most {@link #MAX_LIFETIME}. */
    record Limited(Duration time) implements Lifetime {
      public Limited {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(MAX_LIFETIME) > 0) {
          throw new IllegalArgumentException("a token holds for a second to ten years");
        }
      }
    }
  }

  /** What {@link #list} found. */
  sealed interface Listing {

    /** The tokens. */
    record Tokens(List<TokenRecord> tokens) implements Listing {
      public Tokens {
        tokens = List.copyOf(tokens);
      }
    }

    /** The store does not tell now; why. */
    record Unreadable(Refusal refusal) implements Listing {}
  }

  /** What became of a wish for a token. */
  sealed interface Creation {

    /** It is there. */
    record Created(TokenRecord token, TokenText text) implements Creation {}

    /** The caller may not make a token that reaches so much. */
    record BeyondBinding() implements Creation {}

    /** What it shall be bound to makes no sense, or the store does not do it now; why. */
    record Refused(Refusal refusal) implements Creation {}
  }

  /** What became of a wish for a new text. */
  sealed interface Rotation {

    /** It has it. */
    record Rotated(TokenRecord token, TokenText text) implements Rotation {}

    /** There is no such token for this caller. */
    record Unknown() implements Rotation {}

    /** The store does not do it now; why. */
    record Unwritten(Refusal refusal) implements Rotation {}
  }

  /** What became of a wish to end a token. */
  sealed interface Revocation {

    /** It is over. */
    record Revoked(TokenRecord token) implements Revocation {}

    /** It is the last one that may do everything for good. */
    record LastOne() implements Revocation {}

    /** There is no such token for this caller. */
    record Unknown() implements Revocation {}

    /** The store does not do it now; why. */
    record Unwritten(Refusal refusal) implements Revocation {}
  }
}
