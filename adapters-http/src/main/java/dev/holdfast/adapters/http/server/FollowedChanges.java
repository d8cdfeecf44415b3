package dev.holdfast.adapters.http.server;

import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Next;
import dev.holdfast.ports.in.ChangeFeed.Told;
import java.time.Duration;
import java.util.List;

/** Changes as they are told to one client, until it is gone or there are no more. */
final class FollowedChanges implements EventStream.Listener {

  private final EventStream stream;
  private final Follower follower;

  FollowedChanges(Exchange exchange, Follower follower) {
    this.follower = follower;
    this.stream = exchange.stream(this);
  }

  /**
   * Tells the changes.
   *
   * @param every how long the client may hear nothing
   */
  void run(Duration every) {
    // At once, so that the client knows that it follows, and from where on.
    ChangePlace told = follower.place();
    stream.idAlone(EventsEndpoint.id(told));
    while (true) {
      switch (follower.next(every)) {
        case Next.News(List<Told> news) -> {
          for (Told each : news) {
            stream.event(
                EventsEndpoint.id(each.behind()), ChangeJson.kind(each), ChangeJson.data(each));
          }
          told = news.getLast().behind();
        }
        case Next.Nothing() -> {
          // What the client may not know of is behind it, too: it must not ask for that again.
          if (follower.place().equals(told)) {
            stream.keepAlive();
          } else {
            told = follower.place();
            stream.idAlone(EventsEndpoint.id(told));
          }
        }
        case Next.Over() -> {
          stream.endUnmarked();
          return;
        }
      }
    }
  }

  @Override
  public void begins() {}

  @Override
  public void gone() {
    follower.close();
  }
}
