package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.util.List;
import java.util.Map;

/**
 * The body of a chat completion request.
 *
 * @param forwarded the members that go on to the model, in the order they came
 * @param choices how many answers are wanted, at least 1
 * @param texts the members that a session key may be made of, by name
 */
record ChatRequest(
    String model,
    List<Item> items,
    RawFields forwarded,
    Delivery delivery,
    UsageChunk usageChunk,
    int choices,
    Map<String, String> texts) {

  ChatRequest {
    items = List.copyOf(items);
    texts = Map.copyOf(texts);
  }

  /** Whether a stream ends with a chunk of token counts. */
  enum UsageChunk {
    LEFT_OUT,
    WANTED
  }
}
