package dev.holdfast.adapters.http;

import java.net.InetSocketAddress;
import java.time.Duration;

/** The HTTP server of one gateway. Started once, stopped once. */
public interface GatewayServer {

  /**
   * Binds the port and answers from then on: {@code /health} at once, everything else with 503
   * until the gateway is ready. Needs no open store.
   */
  Start start();

  /**
   * Accepts no connection from now on, lets the exchanges that run end within the time, and closes.
   * Does nothing if the server does not run.
   *
   * @param grace how long running exchanges may take, at least zero
   */
  void stop(Duration grace);

  /** What starting gave. */
  sealed interface Start {

    /**
     * The server answers.
     *
     * @param address the real one, also when any free port was asked for
     */
    record Listening(InetSocketAddress address) implements Start {}

    /**
     * The port cannot be bound; nothing was started.
     *
     * @param message what happened and what to do
     */
    record CannotBind(String message) implements Start {}
  }
}
