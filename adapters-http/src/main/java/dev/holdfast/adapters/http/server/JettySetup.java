package dev.holdfast.adapters.http.server;

import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LowResourceMonitor;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Jetty works below Javalin: requests on virtual threads, its own work on few others. */
final class JettySetup {

  private static final Logger log = LoggerFactory.getLogger(JettySetup.class);

  /** Connections that may wait to be accepted. */
  private static final int ACCEPT_QUEUE = 128;

  /** Request line and headers together; keys, tokens and tracing headers fit many times. */
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /**
   * Routes are found by the path as it was sent, and each part of it is decoded once: a session key
   * or a model's id in a path may hold anything that a client encodes, slashes and percent signs
   * too. A part that is dots alone is taken as it stands, and refused where its dots are encoded:
   * proxies on the way take either for a way up, so that clients write such a key whole. An empty
   * segment, of a base URL that ends in a slash, shall hear what is wrong.
   */
  private static final UriCompliance PATHS =
      UriCompliance.from(
          EnumSet.of(
              Violation.AMBIGUOUS_PATH_SEPARATOR,
              Violation.AMBIGUOUS_PATH_ENCODING,
              Violation.SUSPICIOUS_PATH_CHARACTERS,
              Violation.AMBIGUOUS_EMPTY_SEGMENT));

  /** It waits for connections, and has ended a moment after the port was closed. */
  private static final int ACCEPTORS = 1;

  private static final Duration ACCEPTOR_ENDS_WITHIN = Duration.ofMillis(200);

  /** One selector keeps up with the connections of one machine. */
  private static final int SELECTORS = 1;

  /** For selector and the work between requests; requests have virtual threads. */
  private static final int MAX_THREADS = 16;

  private static final int MIN_THREADS = 3;

  private JettySetup() {}

  /**
   * Binds a port to listen on.
   *
   * @throws IOException if it cannot be bound
   */
  static ServerSocketChannel bind(SocketAddress address) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return listening.bind(address, ACCEPT_QUEUE);
    } catch (IOException | RuntimeException unbound) {
      listening.close();
      throw unbound;
    }
  }

  /** Sets everything but routes. */
  static void apply(JettyConfig jetty, ServerSocketChannel listening, ServerLimits limits) {
    jetty.threadPool = threads();
    jetty.modifyServer(server -> slim(server, limits.connections()));
    jetty.modifyHttpConfiguration(JettySetup::bound);
    jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
    jetty.addConnector(
        (server, http) -> connector(server, http, listening, limits.callerTakesNothing()));
  }

  /**
   * Takes no connection from now on; those that are there go on. Jetty tells when all of it has
   * ended, connections too; waiting a moment for that lets its acceptor end before it is taken
   * apart, which would be logged as a failure.
   */
  static void closePort(ServerConnector connector) {
    try {
      connector.shutdown().get(ACCEPTOR_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException connectionsStay) {
      log.debug("Connections are open after the port was closed");
    } catch (ExecutionException failure) {
      log.warn("The port could not be closed before running requests had ended", failure);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    return threads;
  }

  /** Takes out what Javalin puts in: statistics, and a monitor that cuts idle times under load. */
  private static void slim(Server server, int connections) {
    server.removeBean(server.getBean(LowResourceMonitor.class));
    server.setHandler(new NoUpgrades());
    server.setErrorHandler(new JettyErrors());
    server.addBean(new NetworkConnectionLimit(connections, server));
  }

  private static void bound(HttpConfiguration http) {
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setUriCompliance(PATHS);
    http.setSendServerVersion(false);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, ServerSocketChannel listening, Duration idle) {
    var connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
    connector.setIdleTimeout(idle.toMillis());
    connector.setShutdownIdleTimeout(idle.toMillis());
    try {
      connector.open(listening);
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
    return connector;
  }
}
