package dev.holdfast.adapters.http.server;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says that the process answers; looks at nothing else. */
final class HealthEndpoint implements Route.OpenEndpoint {

  private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);

  @Inject
  HealthEndpoint() {}

  @Override
  public void answer(Exchange exchange) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, OK);
  }
}
