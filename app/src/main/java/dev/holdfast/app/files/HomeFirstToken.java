package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.StorageFailure;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The first token, in the token file of a home. */
public final class HomeFirstToken implements FirstToken {

  private final TokenFile file;
  private final SecureRandom random;
  private final Consumer<Secret> seen;

  /**
   * For a file.
   *
   * @param random what a new token is made of
   * @param seen told of each token that is read or made, before anything is done with it
   */
  public HomeFirstToken(TokenFile file, SecureRandom random, Consumer<Secret> seen) {
    this.file = file;
    this.random = random;
    this.seen = seen;
  }

  @Override
  public Optional<TokenHash> read() {
    return switch (file.read()) {
      case TokenReading.Present present -> Optional.of(known(present));
      case TokenReading.Absent() -> Optional.empty();
      case TokenReading.Unusable(Finding finding) -> throw unusable(finding);
    };
  }

  @Override
  public TokenHash create() {
    return switch (file.create(random)) {
      case TokenReading.Present present -> known(present);
      case TokenReading.Absent() ->
          throw new IllegalStateException("a token file that was made is not absent");
      case TokenReading.Unusable(Finding finding) -> throw unusable(finding);
    };
  }

  private TokenHash known(TokenReading.Present present) {
    seen.accept(present.token());
    return present.hash();
  }

  private static StorageFailure unusable(Finding finding) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        "The token file cannot be used. " + finding.what() + " " + finding.remedy(),
        Map.of("file", finding.where()));
  }
}
