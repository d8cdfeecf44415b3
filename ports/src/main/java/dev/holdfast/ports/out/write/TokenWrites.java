package dev.holdfast.ports.out.write;

import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import java.time.Instant;

/**
 * Writes tokens. A token that was revoked is never seen again, nor can its id or its last hash ever
 * be used for another.
 */
public interface TokenWrites {

  /**
   * Adds a token; its id and its hash must be new.
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if one of them was
   *     used before
   */
  void add(TokenRecord token);

  /**
   * Gives a token another hash.
   *
   * <ul>
   *   <li>{@link Result.Applied}: the token as it is now.
   *   <li>{@link Result.Missing}: there is none of that id, or it was revoked; nothing was changed.
   * </ul>
   *
   * @param at when its new text was made
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if the hash was used
   *     before
   */
  Result rotate(String id, TokenHash next, Instant at);

  /**
   * Ends a token for good.
   *
   * <ul>
   *   <li>{@link Result.Applied}: the token as it was.
   *   <li>{@link Result.Missing}: there is none of that id, or it was revoked before.
   * </ul>
   */
  Result revoke(String id, Instant at);

  /** What became of a change. */
  sealed interface Result {

    record Applied(TokenRecord token) implements Result {}

    record Missing() implements Result {}
  }
}
