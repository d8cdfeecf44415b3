package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.UpstreamSettings;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelRuntime;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Clock;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/**
 * Asks models over the API of their providers: chat completions or responses.
 *
 * <p>Any thread may call it; a generation blocks its own thread, so run it on a virtual one.
 */
final class HttpModelRuntime implements ModelRuntime, AutoCloseable {

  private final Upstreams upstreams;

  /** A gateway that asks no upstream, as with the built-in provider, does not pay for a client. */
  private final Lazy<CloseableHttpClient> client = new Lazy<>(UpstreamConnections::open);

  private final Deadlines deadlines = new Deadlines();
  private final CallIds ids;
  private final Clock clock;

  /** Opens nothing yet: connections are made when they are needed, and kept. */
  @Inject
  public HttpModelRuntime(Provider<UpstreamSettings> settings, IdSource ids, Clock clock) {
    this.upstreams = new Upstreams(settings);
    this.ids = new CallIds(ids);
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the settings never named the route's provider
   */
  @Override
  public Generation prepare(ModelCall call, ModelDeltas deltas) {
    Upstream upstream = upstreams.of(call.route().provider());
    ModelDeltas told =
        switch (call.delivery()) {
          case STREAMED -> deltas;
          case WHOLE -> silent -> {};
        };
    IncomingAnswer answer = upstream.dialect().answer(ids, told);
    UpstreamExchange exchange = new UpstreamExchange(client.get(), deadlines, upstream);
    return new UpstreamGeneration(call, upstream, exchange, answer, clock);
  }

  /** Drops all connections; generations that still run fail. */
  @Override
  public void close() {
    deadlines.close();
    client.ifMade(made -> made.close(CloseMode.IMMEDIATE));
  }
}
