package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.util.List;
import java.util.Map;

/**
 * The body of a request for a response.
 *
 * @param instructions hold for this turn only; empty if there are none
 * @param previous the response to go on from, as the client wrote it; empty if there is none
 * @param overflow what it asks for where there is no session key
 * @param settings members that the response object repeats
 * @param texts the members that a session key may be made of, by name
 */
public record ResponseRequest(
    String model,
    String instructions,
    List<InputItem> items,
    CallParameters.OfResponses parameters,
    Delivery delivery,
    Keeping keeping,
    Execution execution,
    String previous,
    Overflow overflow,
    RawFields settings,
    Map<String, String> texts) {

  public ResponseRequest {
    items = List.copyOf(items);
    texts = Map.copyOf(texts);
  }

  /** Whether the response can be looked up later. */
  public enum Keeping {
    STORED,
    NOT_STORED
  }

  /** The settings of a response that nothing is kept of, whatever the request asks for. */
  public RawFields settingsNotStored() {
    return Settings.notStored(settings);
  }
}
