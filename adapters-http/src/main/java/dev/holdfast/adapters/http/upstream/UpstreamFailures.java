package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.WellFormedText;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnFailure;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Says why one provider failed, in the gateway's words; the provider's own words are quoted up to a
 * bound and without the gateway's credential.
 */
final class UpstreamFailures {

  /** The most that is quoted of a provider's message, in characters. */
  static final int MAX_QUOTED_CHARACTERS = 2_000;

  private final String provider;
  private final String secret;

  /**
   * Failures of a provider.
   *
   * @param secret the credential that must never be quoted, empty if there is none
   */
  UpstreamFailures(String provider, String secret) {
    this.provider = provider;
    this.secret = secret;
  }

  /**
   * A failure the gateway saw itself.
   *
   * @param what the rest of a sentence that begins with the provider
   */
  TurnFailure of(FailureCause cause, String what) {
    return TurnFailure.of(cause, "The provider " + provider + ' ' + what);
  }

  /** An answer with a status that is no success. */
  TurnFailure ofStatus(int status, UpstreamError error, Duration retryAfter) {
    FailureCause cause = error.cause(status);
    return new TurnFailure(
        cause,
        "The provider " + provider + " answered with status " + status + ": " + said(cause, error),
        retryAfter);
  }

  /** An error that came where an answer was expected. */
  TurnFailure ofError(UpstreamError error) {
    FailureCause cause = error.cause(0);
    return of(cause, "reported an error: " + said(cause, error));
  }

  /** No answer has begun. */
  TurnFailure unsent(URI endpoint, IOException broken) {
    String address = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
    return switch (broken) {
      case ConnectTimeoutException slow ->
          unreachable("cannot be reached: no connection to " + address + " came about in time.");
      case HttpHostConnectException refused ->
          unreachable("cannot be reached: " + address + " refuses connections.");
      case UnknownHostException unknown ->
          unreachable("cannot be reached: the host of " + address + " is not known.");
      case SSLException untrusted ->
          unreachable("cannot be reached: no trusted TLS connection to " + address + ".");
      default -> unread(broken);
    };
  }

  private TurnFailure unreachable(String what) {
    return of(FailureCause.UPSTREAM_UNREACHABLE, what + " Check its baseUrl and that it runs.");
  }

  /** The answer did not come to its end. */
  TurnFailure unread(IOException broken) {
    return switch (broken) {
      case TruncatedChunkException cut -> brokenOff();
      case MalformedChunkCodingException garbage -> invalid("sent something that is not HTTP.");
      case MessageConstraintException garbage -> invalid("sent something that is not HTTP.");
      case ClientProtocolException garbage -> invalid("sent something that is not HTTP.");
      case ZipException garbage -> invalid("sent a compressed answer that cannot be read.");
      case SseReader.EventTooLong tooLong -> invalid("sent an event that is too long.");
      default -> brokenOff();
    };
  }

  TurnFailure brokenOff() {
    return of(
        FailureCause.UPSTREAM_BROKEN_OFF, "closed the connection before its answer was whole.");
  }

  TurnFailure invalid(String what) {
    return of(FailureCause.UPSTREAM_INVALID_ANSWER, what);
  }

  private String said(FailureCause cause, UpstreamError error) {
    if (error.message().isBlank()) {
      return cause == FailureCause.UPSTREAM_AUTH_FAILED
          ? "it does not accept the configured apiKey."
          : "it gave no reason.";
    }
    String safe =
        secret.isEmpty() ? error.message() : error.message().replace(secret, "[redacted]");
    return WellFormedText.repaired(
        safe.length() <= MAX_QUOTED_CHARACTERS
            ? safe
            : safe.substring(0, MAX_QUOTED_CHARACTERS) + '…');
  }
}
