package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.TurnAdministration.Start;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a page of turns ends, as one word; as {@link SessionCursor}. */
public final class TurnCursor {

  private static final String LIST = "turns";
  private static final String WAITING = "waiting";
  private static final String BEGUN = "begun";

  private TurnCursor() {}

  /** The word of a place behind some turn. */
  public static String of(Start start) {
    return switch (start) {
      case Start.Newest() -> throw new IllegalArgumentException("the newest is behind nothing");
      case Start.BehindWaiting(Instant since, TurnId turn) ->
          Cursor.of(LIST, WAITING, since.toString(), turn.value());
      case Start.BehindBegun(Map<AgentId, Long> numbers) ->
          Cursor.of(LIST, BEGUN, AgentNumbers.text(numbers));
    };
  }

  /** The place that a word means, an empty one the newest turn; empty if it means none. */
  public static Optional<Start> read(String word) {
    return word.isEmpty()
        ? Optional.of(new Start.Newest())
        : Cursor.read(LIST, word).flatMap(TurnCursor::start);
  }

  private static Optional<Start> start(List<String> parts) {
    if (parts.size() == 3 && parts.getFirst().equals(WAITING)) {
      return waiting(parts.get(1), parts.get(2));
    }
    return parts.size() == 2 && parts.getFirst().equals(BEGUN)
        ? AgentNumbers.read(parts.getLast()).map(Start.BehindBegun::new)
        : Optional.empty();
  }

  private static Optional<Start> waiting(String since, String turn) {
    if (turn.isEmpty() || turn.length() > TurnId.MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Start.BehindWaiting(Instant.parse(since), new TurnId(turn)));
    } catch (DateTimeException foreign) {
      return Optional.empty();
    }
  }
}
