package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.ChangeFeed;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Follower;
import dev.holdfast.ports.in.ChangeFeed.Opening;
import dev.holdfast.ports.in.ChangeFeed.Start;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Answers {@code GET /api/events} with the changes that happen from then on, or from a place on.
 */
final class EventsEndpoint implements Route.GuardedEndpoint {

  static final String LAST_EVENT_ID = "last-event-id";

  private static final String LIST = "events";
  private static final String AFTER = "after";
  private static final List<String> NO_AGENT = List.of("");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

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
    return Cursor.of(
        LIST,
        new TreeMap<>(place.numbers())
            .entrySet().stream()
                .map(entry -> entry.getKey().value() + ' ' + entry.getValue())
                .toArray(String[]::new));
  }

  private static Optional<Start> place(String id) {
    Optional<List<String>> parts = Cursor.read(LIST, id);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Map<AgentId, Long> numbers = new HashMap<>();
    for (String part : parts.get().equals(NO_AGENT) ? List.<String>of() : parts.get()) {
      int space = part.indexOf(' ');
      String agent = part.substring(0, Math.max(space, 0));
      String number = part.substring(space + 1);
      if (!AgentId.isValid(agent) || !NUMBER.matcher(number).matches()) {
        return Optional.empty();
      }
      numbers.put(AgentId.of(agent), Long.parseLong(number));
    }
    return Optional.of(new Start.After(new ChangePlace(numbers)));
  }
}
