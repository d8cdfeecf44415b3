package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.ports.out.env.FirstToken;
import dev.holdfast.ports.out.env.StorageFailure;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** The first token, in the token file of a home. */
public final class HomeFirstToken implements FirstToken {

  private final TokenFile file;
  private final SecureRandom random;

  /** For this file; random bytes come from the given source. */
  public HomeFirstToken(TokenFile file, SecureRandom random) {
    this.file = file;
    this.random = random;
  }

  @Override
  public Optional<TokenHash> read() {
    return switch (file.read()) {
      case TokenReading.Present present -> Optional.of(present.hash());
      case TokenReading.Absent() -> Optional.empty();
      case TokenReading.Unusable(Finding finding) -> throw unusable(finding);
    };
  }

  @Override
  public TokenHash create() {
    return switch (file.create(random)) {
      case TokenReading.Present present -> present.hash();
      case TokenReading.Absent() ->
          throw new IllegalStateException("a token file that was made is not absent");
      case TokenReading.Unusable(Finding finding) -> throw unusable(finding);
    };
  }

  private static StorageFailure unusable(Finding finding) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        "The token file cannot be used. " + finding.what() + " " + finding.remedy(),
        Map.of("file", finding.where()));
  }
}
