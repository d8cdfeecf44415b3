package dev.holdfast.ports.in;

import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import java.util.List;

/** An item of a request. */
public sealed interface InputItem {

  /** The request holds it. */
  record Given(Item item) implements InputItem {}

  /** The request names an event of an earlier turn, whose item is meant. */
  record Reference(EventId event) implements InputItem {}

  /** Items that the request holds. */
  static List<InputItem> given(List<Item> items) {
    return items.stream().<InputItem>map(Given::new).toList();
  }
}
