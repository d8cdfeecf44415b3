package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.GatewayServer;
import dev.holdfast.adapters.http.HttpSettings;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.servlet.DefaultTasks;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's server on Javalin and Jetty. */
final class JavalinGatewayServer implements GatewayServer {

  private static final Logger log = LoggerFactory.getLogger(JavalinGatewayServer.class);

  private final Provider<HttpSettings> settings;
  private final ServerLimits limits;
  private final Routes routes;
  private final Dispatcher dispatcher;
  private final RunningExchanges running;
  private final KeepAlives keepAlives;
  private final StreamGuard guard;

  private State state = new State.Fresh();

  @Inject
  JavalinGatewayServer(
      Provider<HttpSettings> settings,
      ServerLimits limits,
      Routes routes,
      Dispatcher dispatcher,
      RunningExchanges running,
      KeepAlives keepAlives,
      StreamGuard guard) {
    this.settings = settings;
    this.limits = limits;
    this.routes = routes;
    this.dispatcher = dispatcher;
    this.running = running;
    this.keepAlives = keepAlives;
    this.guard = guard;
  }

  private sealed interface State {

    record Fresh() implements State {}

    record Running(Javalin javalin, ServerConnector connector) implements State {}

    record Stopped() implements State {}
  }

  @Override
  public synchronized Start start() {
    if (!(state instanceof State.Fresh)) {
      throw new IllegalStateException("a server starts once");
    }
    HttpSettings asked = settings.get();
    ServerSocketChannel listening;
    InetSocketAddress address;
    try {
      listening = JettySetup.bind(new InetSocketAddress(asked.bind(), asked.port()));
      address = (InetSocketAddress) listening.getLocalAddress();
    } catch (IOException unbound) {
      state = new State.Stopped();
      return new Start.CannotBind(
          "Port "
              + asked.port()
              + " of "
              + asked.bind().getHostAddress()
              + " cannot be bound ("
              + unbound.getMessage()
              + "). Nothing was started. Stop the program that uses it, or choose another port with"
              + " --port.");
    }
    Javalin javalin = Javalin.create(config -> configure(config, listening)).start();
    var connector = (ServerConnector) javalin.jettyServer().server().getConnectors()[0];
    guard.start();
    state = new State.Running(javalin, connector);
    return new Start.Listening(address);
  }

  @Override
  public synchronized void stop(Duration grace) {
    if (state instanceof State.Running(Javalin javalin, ServerConnector connector)) {
      JettySetup.closePort(connector);
      int left = running.awaitNone(grace);
      if (left > 0) {
        log.warn("{} requests still ran after {} s and were cut off", left, grace.toSeconds());
      }
      javalin.stop();
      guard.stop();
      keepAlives.stop();
    }
    state = new State.Stopped();
  }

  Routes routes() {
    return routes;
  }

  private void configure(JavalinConfig config, ServerSocketChannel listening) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    handlersOnly(config);
    JettySetup.apply(config.jetty, listening, limits);
    for (Route route : routes.served()) {
      HandlerType method = HandlerType.findOrCreate(route.method().name());
      config.routes.addHttpHandler(
          method, route.path(), context -> dispatcher.dispatch(context, route));
    }
    config.routes.exception(
        HttpResponseException.class, (why, context) -> dispatcher.unrouted(context, why));
  }

  /** Nothing runs before, after or around a handler, so nothing is looked up for it either. */
  @SuppressWarnings("unchecked") // the method takes a generic array
  private static void handlersOnly(JavalinConfig config) {
    config.requestLifeCycle(DefaultTasks.INSTANCE.getHTTP());
  }
}
