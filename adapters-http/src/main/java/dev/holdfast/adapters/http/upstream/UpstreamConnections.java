package dev.holdfast.adapters.http.upstream;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client that all upstreams share. */
final class UpstreamConnections {

  /** How long a connection may take to come about before the upstream counts as unreachable. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** A connection serves one turn; more turns than this at once no single machine runs. */
  private static final int MAX_PER_UPSTREAM = 1_024;

  private static final int MAX_TOTAL = 4_096;

  /**
   * How long a turn may wait for a free connection: longer than any turn may take, whose own limit
   * ends the wait. No time-out at all would mean something else to this client: it then gives up a
   * connection that another thread is just handing over (seen with httpclient5 5.6).
   */
  private static final Duration LEASE_TIMEOUT = Duration.ofDays(1);

  /**
   * Servers close idle connections after 60 s and more; one that closes earlier is noticed by the
   * check below.
   */
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(50);

  /** A connection idle for longer is checked before its use; the check takes a millisecond. */
  private static final Duration CHECK_AFTER_IDLE = Duration.ofSeconds(1);

  private UpstreamConnections() {}

  /**
   * A client that follows no redirect, retries nothing, keeps no cookie and asks for no
   * compression. It waits for bytes without a limit of its own: {@link Deadlines} ends exchanges.
   */
  static CloseableHttpClient open() {
    return open(MAX_PER_UPSTREAM);
  }

  /** The same with room for fewer exchanges at once. */
  static CloseableHttpClient open(int maxPerUpstream) {
    return HttpClientBuilder.create()
        .setConnectionManager(pool(maxPerUpstream))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(LEASE_TIMEOUT))
                .setResponseTimeout(Timeout.DISABLED)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("holdfast")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableContentCompression()
        .build();
  }

  private static PoolingHttpClientConnectionManager pool(int maxPerUpstream) {
    // reading the trusted certificates takes longer than all else; an upstream may do without TLS
    Lazy<TlsSocketStrategy> tls = new Lazy<>(DefaultClientTlsStrategy::createDefault);
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(
            (socket, host, port, attachment, context) ->
                tls.get().upgrade(socket, host, port, attachment, context))
        .setMaxConnPerRoute(maxPerUpstream)
        .setMaxConnTotal(MAX_TOTAL)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                .setSocketTimeout(Timeout.DISABLED)
                .setIdleTimeout(Timeout.of(IDLE_LIMIT))
                .setValidateAfterInactivity(TimeValue.of(CHECK_AFTER_IDLE))
                .build())
        .build();
  }
}
