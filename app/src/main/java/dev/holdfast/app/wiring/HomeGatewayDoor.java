package dev.holdfast.app.wiring;

import dev.holdfast.app.files.TokenFile;
import dev.holdfast.app.files.TokenReading;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.GatewayDoor;
import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The gateway that holds the home's lock, as its record tells, and the token of {@code
 * HOLDFAST_TOKEN} or of the home's token file.
 */
final class HomeGatewayDoor implements GatewayDoor {

  private static final String VARIABLE = "HOLDFAST_TOKEN";

  /** What a header can carry. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

  private final Surroundings surroundings;
  private final GatewayProcess process;

  HomeGatewayDoor(Surroundings surroundings, GatewayProcess process) {
    this.surroundings = surroundings;
    this.process = process;
  }

  @Override
  public Opening open() {
    return switch (process.status()) {
      case Status.NotRunning(String home) -> new Opening.NotRunning(home);
      case Status.HeldUnknown(String home, String message) ->
          new Opening.HeldUnknown(home, message);
      case Status.Running running -> withToken(running.address());
    };
  }

  private Opening withToken(Address address) {
    String given = surroundings.environment().getOrDefault(VARIABLE, "").strip();
    if (!given.isEmpty()) {
      return TOKEN.matcher(given).matches()
          ? opened(address, TokenText.of(given), TokenOrigin.ENVIRONMENT)
          : new Opening.NoToken(
              address,
              "What "
                  + VARIABLE
                  + " holds cannot be a token: it has blanks or letters"
                  + " that no header carries. Set it to the token alone.");
    }
    TokenFile file = new TokenFile(Path.of(address.home()), surroundings.user());
    return switch (file.read()) {
      case TokenReading.Present present ->
          opened(address, TokenText.of(present.token().reveal()), TokenOrigin.FILE);
      case TokenReading.Absent() ->
          new Opening.NoToken(
              address,
              "There is no token at "
                  + file.path()
                  + ". Set "
                  + VARIABLE
                  + " to one, or start the"
                  + " gateway again: it makes a new one there.");
      case TokenReading.Unusable(Finding finding) ->
          new Opening.NoToken(address, finding.what() + " " + finding.remedy());
    };
  }

  private Opening opened(Address address, TokenText token, TokenOrigin origin) {
    List<String> databases =
        surroundings.homes().databases(Path.of(address.home())).stream()
            .map(Path::toString)
            .toList();
    return new Opening.Open(address, databases, token, origin);
  }
}
