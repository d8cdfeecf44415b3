package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.HttpSettings;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call: those of configured origins, and a page the gateway itself served under
 * a loopback name. No wildcard.
 */
final class Origins {

  static final String ALLOW_ORIGIN = "access-control-allow-origin";

  /** A browser shows a page only these response headers; a pattern would not be understood. */
  private static final String EXPOSED =
      "x-request-id, x-holdfast-session-key, x-holdfast-session-id, x-holdfast-turn-id,"
          + " x-holdfast-route, x-holdfast-history, retry-after, retry-after-ms, x-should-retry,"
          + " idempotency-replayed";

  private final Provider<HttpSettings> settings;

  @Inject
  Origins(Provider<HttpSettings> settings) {
    this.settings = settings;
  }

  /**
   * Lets the request pass, with the headers that let the page read the answer.
   *
   * @throws HttpProblem if a page of another origin asks
   */
  void check(Exchange exchange) {
    HttpServletResponse response = exchange.response();
    List<String> configured = settings.get().corsOrigins();
    if (!configured.isEmpty()) {
      response.addHeader("vary", "Origin");
    }
    @Nullable String origin = exchange.request().getHeader("origin");
    if (origin == null) {
      return;
    }
    if (configured.contains(origin)) {
      response.setHeader(ALLOW_ORIGIN, origin);
      response.setHeader("access-control-expose-headers", EXPOSED);
    } else if (!isOurs(origin, exchange)) {
      throw HttpProblem.of(
          RequestFault.ORIGIN_NOT_ALLOWED,
          "Web pages of this origin may not call the gateway. Nothing was done. Add the origin,"
              + " exactly as the browser sends it, to gateway.cors.origins if they should.");
    }
  }

  private static boolean isOurs(String origin, Exchange exchange) {
    @Nullable String host = exchange.request().getHeader("host");
    return host != null
        && origin.equals("http://" + host.toLowerCase(Locale.ROOT))
        && Hosts.isLoopback(exchange.request().getServerName());
  }
}
