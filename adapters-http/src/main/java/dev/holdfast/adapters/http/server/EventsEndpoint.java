package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.AgentNumbers;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Opening;
import dev.holdfast.ports.in.ChangeFeed.Start;
import dev.holdfast.ports.in.Cursor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers {@code GET /api/events} with the changes that happen from then on, or from a place on.
 */
final class EventsEndpoint implements Route.GuardedEndpoint {

  static final String LAST_EVENT_ID = "last-event-id";

  private static final String LIST = "events";
  private static final String AFTER = "after";

  private final ChangeFeed feed;
  private final KeepAlives keepAlives;

  @Inject
  EventsEndpoint(ChangeFeed feed, KeepAlives keepAlives) {
    this.feed = feed;
    this.keepAlives = keepAlives;
  }

  @Override
  public void answer(Exchange exchange, Caller caller) throws IOException {
    switch (feed.open(caller, exchange.query("agent"), start(exchange))) {
      case Opening.Opened(Follower follower) -> {
        try (follower) {
          follow(exchange, follower);
        }
      }
      case Opening.PlaceUnknown() ->
          throw HttpProblem.of(
              ManagementFault.EVENTS_GONE,
              "What happened behind this place is not known any more. Read what you follow anew,"
                  + " and follow without a place.");
      case Opening.TooManyFollow() ->
          throw HttpProblem.of(
              ManagementFault.TOO_MANY_FOLLOWERS,
              "There are "
                  + ChangeFeed.MOST_FOLLOWERS
                  + " streams of events already. Close one, or come back when one has ended.");
      case Opening.Refused(Refusal refusal) -> throw new HttpProblem(Problem.of(refusal));
    }
  }

  private void follow(Exchange exchange, Follower follower) {
    if (exchange.request().getMethod().equals("HEAD")) {
      exchange.response().setContentType(Operation.EVENTS);
    } else {
      new FollowedChanges(exchange, follower).run(keepAlives.every());
    }
  }

  /** A client that comes back by itself says where it was in a header, and means that. */
  private static Start start(Exchange exchange) {
    String last = exchange.header(LAST_EVENT_ID);
    if (!last.isEmpty()) {
      return place(last)
          .orElseThrow(
              () ->
                  HttpProblem.of(
                      RequestFault.INVALID_HEADER,
                      LAST_EVENT_ID + " must be the id of an event of this stream.",
                      LAST_EVENT_ID));
    }
    String after = exchange.query(AFTER);
    return after.isEmpty()
        ? new Start.Now()
        : place(after)
            .orElseThrow(
                () ->
                    HttpProblem.of(
                        RequestFault.INVALID_QUERY,
                        "'after' must be the id of an event of this stream.",
                        AFTER));
  }

  /** A place as the id of an event. */
  static String id(ChangePlace place) {
    return Cursor.of(LIST, AgentNumbers.text(place.numbers()));
  }

  private static Optional<Start> place(String id) {
    return Cursor.read(LIST, id)
        .filter(parts -> parts.size() == 1)
        .flatMap(parts -> AgentNumbers.read(parts.getFirst()))
        .map(numbers -> new Start.After(new ChangePlace(numbers)));
  }
}
