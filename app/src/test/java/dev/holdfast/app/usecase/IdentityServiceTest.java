package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.GatewayProof;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenHint;
import dev.holdfast.ports.in.GatewayIdentity;
import dev.holdfast.ports.in.GatewayIdentity.Answer;
import dev.holdfast.ports.in.GatewayIdentity.Comparison;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A gateway proves itself by what it knows of a token")
class IdentityServiceTest {

  private static final GatewayNonce NONCE = new GatewayNonce("0123456789abcdef".repeat(4));
  private static final TokenHash TOKEN = TokenHash.of("fixture-token");
  private static final StoreId STORE = new StoreId("fixture");

  private final TurnFixture fixture = TurnFixture.started();
  private final GatewayIdentity identity = fixture.injector.getInstance(GatewayIdentity.class);

  @Test
  void whoever_has_the_token_finds_the_proof_right() {
    assertThat(identity.prove(NONCE, TokenHint.at(TOKEN)))
        .isEqualTo(
            new Answer.Proven(
                STORE, TurnFixture.URL, GatewayProof.of(TOKEN, NONCE, STORE, TurnFixture.URL)));
  }

  @Test
  void a_token_that_is_not_there_is_answered_alike_and_always_the_same() {
    TokenHash unknown = TokenHash.of("unknown");

    Answer answer = identity.prove(NONCE, TokenHint.at(unknown));

    assertThat(answer).isEqualTo(identity.prove(NONCE, TokenHint.at(unknown)));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Proven.class,
            proven -> {
              assertThat(proven.store()).isEqualTo(STORE);
              for (TokenHash known : List.of(unknown, TOKEN)) {
                assertThat(
                        proven
                            .proof()
                            .isSameAs(GatewayProof.of(known, NONCE, STORE, TurnFixture.URL)))
                    .isFalse();
              }
            });
    assertThat(identity.prove(NONCE, TokenHint.at(TokenHash.of("another")))).isNotEqualTo(answer);
  }

  @Test
  void two_processes_answer_differently_for_a_token_that_is_not_there() {
    TurnFixture beside = TurnFixture.started();
    TokenHint hint = TokenHint.at(TokenHash.of("unknown"));

    assertThat(beside.injector.getInstance(GatewayIdentity.class).prove(NONCE, hint))
        .isNotEqualTo(identity.prove(NONCE, hint));
  }

  @Test
  void before_the_store_is_open_nothing_is_proven() {
    GatewayIdentity starting =
        TurnFixture.started().beside().injector.getInstance(GatewayIdentity.class);

    assertThat(starting.prove(NONCE, TokenHint.at(TOKEN))).isEqualTo(new Answer.NotYet());
    assertThat(starting.compare("fixture")).isEqualTo(new Comparison.Other(""));
  }

  @Test
  void a_request_is_meant_for_this_store_or_for_another() {
    assertThat(identity.compare("fixture")).isEqualTo(new Comparison.Same());
    assertThat(identity.compare("Fixture")).isEqualTo(new Comparison.Other("fixture"));
  }
}
