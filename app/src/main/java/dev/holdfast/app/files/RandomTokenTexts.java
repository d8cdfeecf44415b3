package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.out.env.TokenTexts;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** Texts of tokens from a source of randomness. */
public final class RandomTokenTexts implements TokenTexts {

  private final SecureRandom random;
  private final Consumer<Secret> seen;

  /**
   * From a source.
   *
   * @param seen told of each text before anybody else has it
   */
  public RandomTokenTexts(SecureRandom random, Consumer<Secret> seen) {
    this.random = random;
    this.seen = seen;
  }

  @Override
  public TokenText next() {
    TokenText text = next(random);
    seen.accept(new Secret(text.reveal()));
    return text;
  }

  static TokenText next(SecureRandom random) {
    byte[] bytes = new byte[TokenText.RANDOM_BYTES];
    random.nextBytes(bytes);
    return TokenText.ofRandom(bytes);
  }
}
