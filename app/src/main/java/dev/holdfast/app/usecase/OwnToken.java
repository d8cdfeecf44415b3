package dev.holdfast.app.usecase;

import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.in.TokenSummary;
import java.util.Optional;

/** The token that a command of this home would show a gateway. */
public interface OwnToken {

  /** Its hash; empty if there is none. */
  Optional<TokenHash> hash();

  /** Whether a token is that one. */
  default TokenSummary.Use use(TokenRecord token) {
    return hash().filter(token.hash()::equals).isPresent()
        ? TokenSummary.Use.OWN
        : TokenSummary.Use.OTHER;
  }
}
