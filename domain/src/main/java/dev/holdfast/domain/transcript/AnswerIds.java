package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.TurnId;

/**
 * Identities of the events of one turn's answer, made of the turn's own in the order the events
 * come. They are known while the answer is still streamed, and the same when it is read later.
 */
public final class AnswerIds {

  private static final String TURN_PREFIX = "turn_";

  private final String stem;
  private int messages;
  private int calls;
  private int others;

  /** Identities of the answer of a turn. */
  public AnswerIds(TurnId turn) {
    String text = turn.value();
    this.stem = text.startsWith(TURN_PREFIX) ? text.substring(TURN_PREFIX.length()) : text;
  }

  /** Whether an event is of this answer. */
  public boolean holds(EventId event) {
    String text = event.value();
    return text.length() > stem.length()
        && text.startsWith(stem)
        && "moc".indexOf(text.charAt(stem.length())) >= 0;
  }

  /**
   * The next item of a whole answer: items are numbered by kind, in the order they are asked for.
   */
  public EventId next(Item item) {
    return switch (item) {
      case Item.Message message -> nextMessage();
      case Item.ToolCall call -> call(calls++);
      case Item.ToolResult result -> nextOther();
      case Item.Other other -> nextOther();
    };
  }

  /** The answer's next message. */
  public EventId nextMessage() {
    return new EventId(stem + "m" + messages++);
  }

  /** The answer's next item that is neither message nor call. */
  public EventId nextOther() {
    return new EventId(stem + "o" + others++);
  }

  /**
   * A call of the answer, which may be streamed between others. Does not move {@link #next}.
   *
   * @param index position among the answer's calls, from 0
   */
  public EventId call(int index) {
    return new EventId(stem + "c" + index);
  }
}
