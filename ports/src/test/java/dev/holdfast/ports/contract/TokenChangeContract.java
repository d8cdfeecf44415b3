package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.TokenWrites.Result;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A token gets another text and keeps all else; one that was revoked stays revoked. */
public interface TokenChangeContract extends OpenStoreContract {

  /** A hash that no sample has. */
  TokenHash NEXT = new TokenHash("f".repeat(64));

  private <R> R change(Function<ControlPlaneTransaction, R> change) {
    return store().transactions().inControlPlane(change::apply);
  }

  private TokenRecord added(String id) {
    TokenRecord token = Tokens.token(id);
    return change(
        work -> {
          work.tokens().add(token);
          return token;
        });
  }

  private static TokenRecord rotated(TokenRecord token) {
    return new TokenRecord(
        token.id(),
        token.name(),
        NEXT,
        token.scope(),
        token.agents(),
        token.keys(),
        token.expiry(),
        token.createdAt(),
        Samples.at(9));
  }

  private void assertRefused(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }

  @Test
  default void a_rotated_token_has_another_hash_and_keeps_the_rest() {
    TokenRecord token = added("1");
    TokenRecord other = added("2");

    Result result = change(work -> work.tokens().rotate(token.id(), NEXT, Samples.at(9)));

    assertThat(result).isEqualTo(new Result.Applied(rotated(token)));
    assertThat(store().controlPlane().tokens()).containsExactlyInAnyOrder(rotated(token), other);
  }

  @Test
  default void a_token_is_not_rotated_to_a_hash_that_was_used() {
    TokenRecord token = added("1");
    TokenRecord other = added("2");

    assertRefused(
        () -> change(work -> work.tokens().rotate(token.id(), other.hash(), token.createdAt())));

    assertThat(store().controlPlane().tokens()).containsExactlyInAnyOrder(token, other);
  }

  @Test
  default void a_revoked_token_is_not_seen_any_more() {
    TokenRecord token = added("1");
    TokenRecord other = added("2");

    Result result = change(work -> work.tokens().revoke(token.id(), Samples.at(9)));

    assertThat(result).isEqualTo(new Result.Applied(token));
    assertThat(store().controlPlane().tokens()).containsExactly(other);
  }

  @Test
  default void a_revoked_token_is_neither_rotated_nor_revoked_again() {
    TokenRecord token = added("1");
    Result revoked = change(work -> work.tokens().revoke(token.id(), Samples.at(9)));
    assertThat(revoked).isInstanceOf(Result.Applied.class);

    assertThat(this.<Result>change(work -> work.tokens().rotate(token.id(), NEXT, Samples.at(10))))
        .isEqualTo(new Result.Missing());
    assertThat(this.<Result>change(work -> work.tokens().revoke(token.id(), Samples.at(10))))
        .isEqualTo(new Result.Missing());
  }

  @Test
  default void the_id_and_the_hash_of_a_revoked_token_are_never_used_again() {
    TokenRecord token = added("1");
    change(work -> work.tokens().revoke(token.id(), Samples.at(9)));
    TokenRecord other = added("2");

    assertRefused(() -> added("1"));
    assertRefused(
        () -> change(work -> work.tokens().rotate(other.id(), token.hash(), Samples.at(9))));

    store().storage().close();
    store().storage().open(Samples.request(AGENT));
    assertThat(store().controlPlane().tokens()).containsExactly(other);
  }

  @Test
  default void a_token_that_never_was_is_missing() {
    TokenRecord token = added("1");

    assertThat(this.<Result>change(work -> work.tokens().rotate("none", NEXT, Samples.at(9))))
        .isEqualTo(new Result.Missing());
    assertThat(this.<Result>change(work -> work.tokens().revoke("none", Samples.at(9))))
        .isEqualTo(new Result.Missing());
    assertThat(store().controlPlane().tokens()).containsExactly(token);
  }
}
