package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.json.JsonText;
import java.util.function.Consumer;

/**
 * Where an item stands in a stream.
 *
 * @param id what clients call it
 * @param index its position in the output, in the order in which items are added
 */
record ItemPlace(EventWriter events, String id, int index) {

  void added(String item) {
    events.send(
        "response.output_item.added",
        json -> json.raw(",\"output_index\":").number(index).raw(",\"item\":").raw(item));
  }

  void done(String item) {
    events.send(
        "response.output_item.done",
        json -> json.raw(",\"output_index\":").number(index).raw(",\"item\":").raw(item));
  }

  /** Sends an event about the item. */
  void send(String type, Consumer<JsonText> members) {
    events.send(
        type,
        json -> {
          json.raw(",\"item_id\":").string(id).raw(",\"output_index\":").number(index);
          members.accept(json);
        });
  }
}
