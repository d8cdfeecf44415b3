package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.KeepAlives.Beat;
import dev.holdfast.ports.in.Callers;
import dev.holdfast.ports.in.Callers.Authentication;
import dev.holdfast.ports.in.Revocations;
import jakarta.inject.Inject;

/**
 * Cuts streams off whose token lets nobody in any more: at once when it was revoked or got another
 * text, and soon after it has expired.
 */
final class StreamGuard {

  private final RunningExchanges running;
  private final Callers callers;
  private final Revocations revocations;
  private final KeepAlives keepAlives;
  private Revocations.Watch watch = () -> {};
  private Beat beat = () -> {};

  @Inject
  StreamGuard(
      RunningExchanges running, Callers callers, Revocations revocations, KeepAlives keepAlives) {
    this.running = running;
    this.callers = callers;
    this.revocations = revocations;
    this.keepAlives = keepAlives;
  }

  /** Guards from now on. */
  void start() {
    watch = revocations.watch(this::revoked);
    beat = keepAlives.start(this::look);
  }

  void stop() {
    watch.close();
    beat.close();
  }

  private void revoked(String token) {
    running.all().stream().filter(exchange -> exchange.isFrom(token)).forEach(StreamGuard::cut);
  }

  private void look() {
    running.all().stream()
        .filter(Exchange::isStreaming)
        .filter(
            exchange ->
                callers.authenticate(Gate.token(exchange)) instanceof Authentication.Unknown)
        .forEach(StreamGuard::cut);
  }

  /** On a thread of its own, since a client that takes nothing holds up whoever writes to it. */
  private static void cut(Exchange exchange) {
    Thread.startVirtualThread(exchange::cutStream);
  }
}
