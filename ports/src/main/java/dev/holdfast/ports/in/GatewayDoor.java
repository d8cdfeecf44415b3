package dev.holdfast.ports.in;

import dev.holdfast.domain.token.TokenText;
import java.util.List;

/**
 * The way from a command to the gateway that runs on its home: where it answers, and the token to
 * show it. Looking for it creates nothing.
 */
public interface GatewayDoor {

  /** Finds the gateway of the home, and a token. */
  Opening open();

  /** What was found. */
  sealed interface Opening {

    /**
     * A gateway, and what to show it.
     *
     * @param databases the home's database files
     */
    record Open(
        GatewayRuns.Address address, List<String> databases, TokenText token, TokenOrigin origin)
        implements Opening {
      public Open {
        databases = List.copyOf(databases);
      }
    }

    /** No gateway runs on the home. */
    record NotRunning(String home) implements Opening {}

    /** The home is held, but by whom cannot be told. */
    record HeldUnknown(String home, String message) implements Opening {}

    /**
     * A gateway runs, and there is no token to show it.
     *
     * @param message why, and what to do
     */
    record NoToken(GatewayRuns.Address address, String message) implements Opening {}
  }

  /** Where the token comes from. */
  enum TokenOrigin {
    /** The variable {@code HOLDFAST_TOKEN}. */
    ENVIRONMENT,
    /** The token file of the home. */
    FILE
  }
}
