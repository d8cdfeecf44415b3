package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An item of a response that only its upstream understands; kept whole once it is whole. */
final class OutputOther implements DraftItem {

  static final String REASONING = "reasoning";

  private final String type;
  private final ModelDeltas deltas;
  private final GrowingText thoughts = new GrowingText();
  private final GrowingText summary = new GrowingText();
  private List<Item> items = List.of();

  OutputOther(String type, ModelDeltas deltas) {
    this.type = type;
    this.deltas = deltas;
  }

  /** Adds a fragment of thoughts, or of their summary. */
  void thought(Kind kind, String fragment) {
    tell(kind, growing(kind).add(fragment));
  }

  private GrowingText growing(Kind kind) {
    return switch (kind) {
      case TEXT -> thoughts;
      case SUMMARY -> summary;
    };
  }

  private void tell(Kind kind, String told) {
    if (!told.isEmpty()) {
      deltas.delta(new ModelDelta.Reasoning(0, kind, told));
    }
  }

  @Override
  public void complete(ObjectNode whole) {
    if (type.equals(REASONING)) {
      tell(Kind.SUMMARY, summary.complete(joined(whole.path("summary"))));
      tell(Kind.TEXT, thoughts.complete(joined(whole.path("content"))));
    }
    items = List.of(new Item.Other(type, KeptMembers.raw(whole.without("type"))));
  }

  private static String joined(JsonNode parts) {
    StringBuilder joined = new StringBuilder();
    for (JsonNode part : parts) {
      joined.append(part.path("text").asString(""));
    }
    return joined.toString();
  }

  /** The item; none if its end did not come. */
  @Override
  public List<Item> items() {
    return items;
  }
}
