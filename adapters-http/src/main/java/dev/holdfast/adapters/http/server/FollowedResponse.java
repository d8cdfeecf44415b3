package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.EventLog.Event;
import dev.holdfast.adapters.http.server.EventLog.Next;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The events of a response that runs in the background, told to one client from some event on. */
final class FollowedResponse implements EventStream.Listener {

  /** How soon a client that went away is noticed by whoever waits for the next event. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final EventStream stream;
  private volatile boolean gone;

  FollowedResponse(Exchange exchange) {
    this.stream = exchange.stream(this);
  }

  /**
   * Tells the events until there are no more, or nobody listens.
   *
   * @param first the number of the first event to tell
   */
  void run(EventLog log, int first, KeepAlives keepAlives) {
    try (var _ = keepAlives.start(stream::keepAlive)) {
      int number = first;
      while (!gone) {
        switch (log.await(number, PATIENCE)) {
          case Next.Is(Event(String name, String json)) -> {
            stream.event(name, json.getBytes(StandardCharsets.UTF_8));
            number++;
          }
          case Next.NotYet() -> {
            // it is worth another wait while the client is there
          }
          case Next.End() -> {
            stream.end();
            return;
          }
        }
      }
    }
  }

  /** The response's own headers are those of its creation. */
  @Override
  public void begins() {}

  @Override
  public void gone() {
    gone = true;
  }
}
