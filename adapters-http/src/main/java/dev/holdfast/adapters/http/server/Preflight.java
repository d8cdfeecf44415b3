package dev.holdfast.adapters.http.server;

import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** Answers OPTIONS: what a path offers, and a browser's question before a request. */
final class Preflight {

  /** How long a browser may remember the answer; Chrome's longest is two hours. */
  private static final String MAX_AGE_SECONDS = "600";

  private static final Pattern HEADER_NAMES =
      Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,2000}");

  private Preflight() {}

  /**
   * Answers without a token; the origin has been checked before.
   *
   * @param methods what the path offers, separated by commas
   */
  static void answer(Exchange exchange, String methods) {
    HttpServletResponse response = exchange.response();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setContentType(null); // the container's default; there is no body
    response.setHeader("allow", methods);
    if (!response.containsHeader(Origins.ALLOW_ORIGIN)) {
      return;
    }
    response.setHeader("access-control-allow-methods", methods);
    response.setHeader("access-control-max-age", MAX_AGE_SECONDS);
    response.addHeader("vary", "Access-Control-Request-Headers");
    String requested = exchange.request().getHeader("access-control-request-headers");
    if (requested != null && HEADER_NAMES.matcher(requested).matches()) {
      response.setHeader("access-control-allow-headers", requested);
    }
  }
}
