package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import dev.holdfast.ports.out.model.ModelOutcome.ReportedUsage;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The output of a response as far as it has come: its items, in the order they began. */
final class OutputDraft {

  /**
   * More items than any model makes in one answer; bounds what a broken stream can make us hold.
   */
  private static final int MAX_ITEMS = 1024;

  private final CallIds ids;
  private final ModelDeltas deltas;

  private final Map<Integer, DraftItem> items = new LinkedHashMap<>();
  private final Set<Integer> done = new HashSet<>();
  private int calls;
  private boolean ended;
  private FinishReason finish = FinishReason.STOP;
  private ReportedUsage usage = new ReportedUsage.Unknown();
  private final KeptMembers extra = new KeptMembers();

  OutputDraft(CallIds ids, ModelDeltas deltas) {
    this.ids = ids;
    this.deltas = deltas;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  boolean isEnded() {
    return ended;
  }

  /** Takes an item of which nothing but its head has come. */
  void begin(int index, ObjectNode head) throws MalformedAnswer {
    String type = type(head);
    switch (type) {
      case "message" -> message(index);
      case OutputCall.FUNCTION, OutputCall.CUSTOM -> call(index).begin(head);
      default -> other(index, type);
    }
  }

  /** The message of an index, begun if it was not. */
  OutputMessage message(int index) throws MalformedAnswer {
    return items.get(index) instanceof OutputMessage begun
        ? begun
        : add(index, new OutputMessage(deltas));
  }

  /** The tool call of an index, begun if it was not. */
  OutputCall call(int index) throws MalformedAnswer {
    return items.get(index) instanceof OutputCall begun
        ? begun
        : add(index, new OutputCall(new CallDraft(0, calls++, ids, deltas)));
  }

  /** The thoughts of an index, begun if they were not. */
  OutputOther reasoning(int index) throws MalformedAnswer {
    return other(index, OutputOther.REASONING);
  }

  private OutputOther other(int index, String type) throws MalformedAnswer {
    return items.get(index) instanceof OutputOther begun
        ? begun
        : add(index, new OutputOther(type, deltas));
  }

  private <T extends DraftItem> T add(int index, T item) throws MalformedAnswer {
    if (index < 0 || index >= MAX_ITEMS) {
      throw new MalformedAnswer("numbered an item " + index);
    }
    if (items.putIfAbsent(index, item) != null) {
      throw new MalformedAnswer("sent an item that began as one of another type");
    }
    return item;
  }

  /** Takes an item as a whole, once, and tells what of it was not told before. */
  void done(int index, ObjectNode whole) throws MalformedAnswer {
    if (done.contains(index)) {
      return;
    }
    DraftItem item =
        switch (type(whole)) {
          case "message" -> message(index);
          case OutputCall.FUNCTION, OutputCall.CUSTOM -> call(index);
          default -> other(index, type(whole));
        };
    done.add(index);
    item.complete(whole);
    tell(item);
  }

  private void tell(DraftItem item) throws MalformedAnswer {
    item.items().forEach(whole -> deltas.delta(new ModelDelta.ItemDone(0, whole)));
  }

  private static String type(ObjectNode item) throws MalformedAnswer {
    String type = item.path("type").asString("");
    if (type.isEmpty()) {
      throw new MalformedAnswer("sent an item without a type");
    }
    return type;
  }

  /** Takes the end: items that were not said to be whole are now. */
  void end(FinishReason reason, ObjectNode response) throws MalformedAnswer {
    for (Map.Entry<Integer, DraftItem> item : items.entrySet()) {
      if (done.add(item.getKey())) {
        tell(item.getValue());
      }
    }
    ended = true;
    finish = reason;
    if (response.path("usage").isObject()) {
      usage = new ReportedUsage.Known(ReportedUsages.ofResponse(response.path("usage")));
    }
    JsonNode tier = response.path("service_tier");
    if (tier.isString()) {
      extra.replace("service_tier", tier);
    }
  }

  /** The answer, if its end has come. */
  ModelOutcome.Answered answered() throws MalformedAnswer {
    if (!ended) {
      throw new MalformedAnswer("ended its stream without the end of its response");
    }
    List<Item> whole = new ArrayList<>(items.size());
    ArrayNode logprobs = UpstreamJson.MAPPER.createArrayNode();
    for (DraftItem item : items.values()) {
      whole.addAll(item.items());
      if (item instanceof OutputMessage message) {
        logprobs.addAll(message.logprobs());
      }
    }
    FinishReason reason =
        finish == FinishReason.STOP && calls > 0 ? FinishReason.TOOL_CALLS : finish;
    RawFields beside = OutputPart.beside(logprobs);
    return new ModelOutcome.Answered(
        List.of(new Choice(whole, reason, beside)), usage, extra.raw());
  }

  /** The words so far. */
  List<Item> spoken() {
    List<Item> spoken = new ArrayList<>();
    for (DraftItem item : items.values()) {
      if (item instanceof OutputMessage message) {
        spoken.addAll(message.items());
      }
    }
    return spoken;
  }
}
