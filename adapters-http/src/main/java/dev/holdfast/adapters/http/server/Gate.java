package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.Route.Access;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.Callers.Authentication;
import dev.holdfast.ports.in.GatewayIdentity;
import dev.holdfast.ports.in.GatewayIdentity.Comparison;
import dev.holdfast.ports.in.Readiness;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who comes in. Nothing of a body is read before this has let the request pass. */
final class Gate {

  /** Says which store a request is meant for. */
  static final String STORE = "x-holdfast-store-id";

  private static final String BEARER = "bearer ";

  /** A part of a second that is left to wait is told as a whole one. */
  private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

  private final Hosts hosts;
  private final Origins origins;
  private final Readiness readiness;
  private final FailureLimit failures;
  private final FailureLimit challenges;
  private final Callers callers;
  private final GatewayIdentity identity;

  @Inject
  Gate(
      Hosts hosts,
      Origins origins,
      Readiness readiness,
      Callers callers,
      GatewayIdentity identity,
      Clock clock) {
    this.hosts = hosts;
    this.origins = origins;
    this.readiness = readiness;
    this.failures = FailureLimit.ofTokens(clock);
    this.challenges = FailureLimit.ofChallenges(clock);
    this.callers = callers;
    this.identity = identity;
  }

  /**
   * What holds for every request, also for one whose path does not exist.
   *
   * @throws HttpProblem if it may not come in
   */
  void checkSource(Exchange exchange) {
    hosts.check(exchange);
    origins.check(exchange);
  }

  /**
   * Who asks, if the gateway is ready to know it and they may do what they ask for.
   *
   * @throws HttpProblem if not
   */
  Caller admit(Exchange exchange, Access.Guarded operation) {
    checkReady();
    Caller caller = identify(exchange);
    exchange.isFrom(caller);
    checkStore(exchange);
    Scope needed = operation.scope();
    if (!caller.scope().permits(needed)) {
      operation.endpoint().turnedAway(exchange, caller);
      throw HttpProblem.of(
          RequestFault.INSUFFICIENT_SCOPE,
          "The token may not do this: it has the scope "
              + name(caller.scope())
              + ", and "
              + name(needed)
              + " is needed. Nothing was done.");
    }
    return caller;
  }

  /** Whether the request shows a token at all. */
  static boolean showsToken(Exchange exchange) {
    return !token(exchange).isEmpty();
  }

  /**
   * Who asks, by the token the request shows.
   *
   * @throws HttpProblem if it shows none that is known
   */
  Caller identify(Exchange exchange) {
    String token = token(exchange);
    if (token.isEmpty()) {
      throw HttpProblem.of(
          RequestFault.TOKEN_MISSING,
          "A token is needed, as 'Authorization: Bearer <token>' or 'api-key: <token>'. A gateway's"
              + " first token is in the file 'token' of its home. Tokens in URLs are not read.");
    }
    String address = exchange.request().getRemoteAddr();
    check(
        failures,
        address,
        "Too many wrong tokens came from this address, so nothing was done and no token from it is"
            + " looked at for %d s. A program there uses a wrong one.");
    return switch (callers.authenticate(token)) {
      case Authentication.Known(Caller caller) -> caller;
      case Authentication.Unknown() -> {
        failures.failed(address);
        throw HttpProblem.of(
            RequestFault.TOKEN_UNKNOWN,
            "The token is not known here, was revoked or has expired. A gateway's first token is in"
                + " the file 'token' of its home.");
      }
    };
  }

  /**
   * Counts a question for the gateway's identity, which is asked without a token. Wrong tokens do
   * not count against it: who has the right one must still learn that this is the gateway.
   *
   * @throws HttpProblem if there were too many
   */
  void countChallenge(Exchange exchange) {
    String address = exchange.request().getRemoteAddr();
    check(
        challenges,
        address,
        "The gateway was asked for its identity too often from this address. It answers that again"
            + " in %d s.");
    challenges.failed(address);
  }

  private static void check(FailureLimit limit, String address, String message) {
    Duration shutOut = limit.shutOut(address);
    if (!shutOut.isZero()) {
      long seconds = shutOut.plus(ALMOST_A_SECOND).toSeconds();
      throw new HttpProblem(
          Problem.of(RequestFault.TOO_MANY_FAILURES, message.formatted(seconds)).after(shutOut));
    }
  }

  /** Whoever says which store they mean is told if it is not this one, before anything is done. */
  private void checkStore(Exchange exchange) {
    String meant = exchange.header(STORE);
    if (meant.isEmpty()) {
      return;
    }
    switch (identity.compare(meant)) {
      case Comparison.Same() -> {}
      case Comparison.Other(String own) ->
          throw HttpProblem.of(
              RequestFault.STORE_MISMATCH,
              "The request is meant for another store: this gateway works on "
                  + own
                  + ". Nothing was done. holdfast state names the stores and gateways there are.");
    }
  }

  /** The answer before the store is open. */
  static HttpProblem starting() {
    return HttpProblem.of(
        RequestFault.STARTING,
        "The gateway is starting. Nothing was done; send the request again in a moment.");
  }

  /** The answer while the process ends. */
  static HttpProblem stopping() {
    return HttpProblem.of(
        RequestFault.STOPPING,
        "The gateway is stopping and begins nothing new. Nothing was done; send the request again"
            + " when it is back.");
  }

  private void checkReady() {
    switch (readiness.lifecycle()) {
      case STARTING -> throw starting();
      case STOPPING -> throw stopping();
      // Turns are refused where they would begin; whoever drains a gateway goes on looking.
      case DRAINING, READY, OUT_OF_SPACE, STORE_NOT_ANSWERING -> {}
    }
  }

  /** The token that a request shows, empty if it shows none. */
  static String token(Exchange exchange) {
    return token(exchange.request());
  }

  private static String token(HttpServletRequest request) {
    @Nullable String authorization = request.getHeader("authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    @Nullable String key = request.getHeader("api-key");
    return key == null ? "" : key.strip();
  }

  private static String name(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
