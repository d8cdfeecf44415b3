package dev.holdfast.adapters.http;

import com.google.inject.PrivateModule;
import dev.holdfast.adapters.http.metrics.MetricsModule;
import dev.holdfast.adapters.http.server.ServerModule;
import dev.holdfast.adapters.http.upstream.UpstreamModule;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.model.ModelRuntime;

/**
 * Publishes the gateway's HTTP server, the upstream model runtime, and who hears what the server
 * shows as metrics. It needs the in-ports of conversations, callers, models and readiness, a source
 * of ids, a clock, the process's memory, and both settings.
 */
public final class HttpModule extends PrivateModule {

  @Override
  protected void configure() {
    install(new MetricsModule());
    install(new ServerModule());
    install(new UpstreamModule());
    expose(GatewayServer.class);
    expose(Telemetry.class);
    expose(AutoCloseable.class).annotatedWith(UpstreamRuntime.class);
    expose(ModelRuntime.class).annotatedWith(UpstreamRuntime.class);
  }
}
