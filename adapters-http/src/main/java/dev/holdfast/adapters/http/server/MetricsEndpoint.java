package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.metrics.Metrics;
import dev.holdfast.domain.token.Caller;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the metrics. They tell of no session, so every token that may read may read them whole. */
final class MetricsEndpoint implements Route.GuardedEndpoint {

  private final Metrics metrics;

  @Inject
  MetricsEndpoint(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    exchange.answer(HttpServletResponse.SC_OK, Metrics.MEDIA_TYPE, metrics.page());
  }
}
