package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.HomeHolder;
import dev.holdfast.domain.state.Medium;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.state.StoreAtPath;
import dev.holdfast.domain.state.WriteFacts.Consent;
import dev.holdfast.domain.token.GatewayNonce;
import dev.holdfast.domain.token.TokenText;
import java.util.List;

/**
 * What has to be known of a home before a command goes through its gateway or changes it. Looking
 * creates nothing and asks no gateway.
 */
public interface HomeDoor {

  /** The name of the token file in a home. */
  String TOKEN_FILE = "token";

  /**
   * Looks at the home.
   *
   * @param consent whether the home of another user may be looked into
   */
  Sight look(Consent consent);

  /** What was seen. */
  sealed interface Sight {

    /** Where state is cannot be told; the findings hold at least one error that says why. */
    record Nowhere(List<Finding> findings) implements Sight {
      public Nowhere {
        findings = List.copyOf(findings);
      }
    }

    /**
     * A home, whether or not anything stands there.
     *
     * @param home its real path
     * @param findings what an operator should know about the way it was found
     * @param user the number of the user who runs the command
     * @param owner the number of the user who owns the home
     * @param medium what the home lies on
     * @param databases the home's database files, each as its path in the home with slashes
     */
    record Home(
        String home,
        Standing standing,
        List<Finding> findings,
        long user,
        long owner,
        Medium medium,
        StoreAtPath store,
        HomeHolder holder,
        List<String> databases,
        TokenAtHand token)
        implements Sight {
      public Home {
        findings = List.copyOf(findings);
        databases = List.copyOf(databases);
      }

      /** Where the token file of the home stands, whether or not it exists. */
      public String tokenFile() {
        return home + "/" + TOKEN_FILE;
      }
    }
  }

  /** The token that can be shown to a gateway. */
  sealed interface TokenAtHand {

    /**
     * One.
     *
     * @param place where it stands, for a reader
     * @param nonce made for the challenge that goes before it is shown
     */
    record Some(TokenText text, TokenOrigin origin, String place, GatewayNonce nonce)
        implements TokenAtHand {}

    /**
     * None.
     *
     * @param message why, and what to do
     */
    record None(String message) implements TokenAtHand {}
  }

  /** Where the token comes from. */
  enum TokenOrigin {
    /** The variable {@code HOLDFAST_TOKEN}. */
    ENVIRONMENT,
    /** The token file of the home. */
    FILE
  }
}
