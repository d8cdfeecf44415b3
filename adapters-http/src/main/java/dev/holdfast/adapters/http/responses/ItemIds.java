package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import java.util.List;

/**
 * Ids of items as clients see them: the id of the event behind a prefix that tells what it is.
 * Clients name items by them later, so the same event always has the same.
 */
final class ItemIds {

  private static final String MESSAGE = "msg_";
  private static final String CALL = "fc_";
  private static final String CUSTOM_CALL = "ctc_";
  private static final String RESULT = "fco_";
  private static final String REASONING = "rs_";
  private static final String OTHER = "item_";

  private static final List<String> PREFIXES =
      List.of(MESSAGE, CALL, CUSTOM_CALL, RESULT, REASONING, OTHER);

  private ItemIds() {}

  /** What clients call the item of an event. */
  static String shown(Item item, EventId event) {
    String prefix =
        switch (item) {
          case Item.Message _ -> MESSAGE;
          case Item.ToolCall call -> Neutral.isCustom(call) ? CUSTOM_CALL : CALL;
          case Item.ToolResult _ -> RESULT;
          case Item.Other other -> other.type().equals(Neutral.REASONING) ? REASONING : OTHER;
        };
    return prefix + event.value();
  }

  /** What clients call the message of an event. */
  static String shownMessage(EventId event) {
    return MESSAGE + event.value();
  }

  /** What clients call the thoughts of an event, be it a message that they are kept with. */
  static String shownThoughts(EventId event) {
    return REASONING + event.value();
  }

  /**
   * The event that a client means, whether or not there is one.
   *
   * @throws IllegalArgumentException if no event can have such an id
   */
  static EventId event(String shown) {
    for (String prefix : PREFIXES) {
      if (shown.startsWith(prefix)) {
        return new EventId(shown.substring(prefix.length()));
      }
    }
    return new EventId(shown);
  }
}
