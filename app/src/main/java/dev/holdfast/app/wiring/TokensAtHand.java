package dev.holdfast.app.wiring;

import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.files.TokenReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeDoor.TokenOrigin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** The token of {@code HOLDFAST_TOKEN}, or else of a home's token file. */
final class TokensAtHand {

  private static final String VARIABLE = "HOLDFAST_TOKEN";

  /** What a header can carry. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

  private final Surroundings surroundings;

  TokensAtHand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** The token for a home, which need not exist. */
  TokenAtHand of(Path home) {
    String given = surroundings.environment().getOrDefault(VARIABLE, "").strip();
    if (!given.isEmpty()) {
      return TOKEN.matcher(given).matches()
          ? some(given, TokenOrigin.ENVIRONMENT, VARIABLE)
          : new TokenAtHand.None(
              "What "
                  + VARIABLE
                  + " holds cannot be a token: it has blanks or letters"
                  + " that no header carries. Set it to the token alone.");
    }
    TokenFile file = new TokenFile(home, surroundings.user());
    return switch (file.read()) {
      case TokenReading.Present present ->
          some(present.token().reveal(), TokenOrigin.FILE, file.path().toString());
      case TokenReading.Absent() ->
          new TokenAtHand.None(
              "There is no token at "
                  + file.path()
                  + ". Set "
                  + VARIABLE
                  + " to one, or start the"
                  + " gateway again: it makes a new one there.");
      case TokenReading.Unusable(Finding finding) ->
          new TokenAtHand.None(finding.what() + " " + finding.remedy());
    };
  }

  /** The hash of that token; empty if there is none. */
  Optional<TokenHash> hash(Path home) {
    return switch (of(home)) {
      case TokenAtHand.Some some -> Optional.of(some.text().hash());
      case TokenAtHand.None _ -> Optional.empty();
    };
  }

  private static TokenAtHand some(String text, TokenOrigin origin, String place) {
    byte[] random = new byte[GatewayNonce.RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return new TokenAtHand.Some(TokenText.of(text), origin, place, GatewayNonce.ofRandom(random));
  }
}
