package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's thoughts as far as they have come. Pieces do not tell where one part ends and the next
 * begins, so there is one part of the thoughts and one of their summary.
 */
final class StreamedReasoning implements StreamedItem {

  private final ItemPlace place;
  private final Map<Kind, StringBuilder> texts = new EnumMap<>(Kind.class);
  private String json = "";

  private StreamedReasoning(ItemPlace place) {
    this.place = place;
  }

  static StreamedReasoning open(ItemPlace place) {
    Shown empty = shown(place, new Item.Other(Neutral.REASONING, RawFields.NONE));
    place.added(ItemWriter.json(empty, ItemStatus.IN_PROGRESS));
    return new StreamedReasoning(place);
  }

  private static Shown shown(ItemPlace place, Item item) {
    return new Shown(place.id(), item, Completeness.COMPLETE);
  }

  boolean isOpen() {
    return json.isEmpty();
  }

  void add(Kind kind, String piece) {
    if (!texts.containsKey(kind)) {
      texts.put(kind, new StringBuilder());
      part(kind, "added", "");
    }
    texts.get(kind).append(piece);
    send(kind, textEvent(kind) + ".delta", json -> json.raw(",\"delta\":").string(piece));
  }

  @Override
  public String id() {
    return place.id();
  }

  @Override
  public void close() {
    close(shown(place, new Item.Other(Neutral.REASONING, RawFields.NONE)));
  }

  @Override
  public void close(Shown whole) {
    if (!isOpen()) {
      return;
    }
    ObjectNode members = Members.tree(whole.item().extra());
    for (Map.Entry<Kind, StringBuilder> streamed : texts.entrySet()) {
      end(streamed.getKey(), streamed.getValue(), members);
    }
    Item item = new Item.Other(Neutral.REASONING, Members.raw(members));
    json = ItemWriter.json(shown(place, item), ItemStatus.COMPLETED);
    place.done(json);
  }

  /** Ends one text, and lets the item say what was streamed of it. */
  private void end(Kind kind, StringBuilder streamed, ObjectNode members) {
    String known = joined(members.path(list(kind)));
    String text = StreamedItem.agreed(streamed, known);
    if (text.length() > streamed.length()) {
      add(kind, text.substring(streamed.length()));
    }
    send(kind, textEvent(kind) + ".done", done -> done.raw(",\"text\":").string(text));
    part(kind, "done", text);
    if (!text.equals(known)) {
      members.putArray(list(kind)).add(node(kind, text));
    }
  }

  private static String joined(JsonNode parts) {
    StringBuilder joined = new StringBuilder();
    parts.forEach(part -> joined.append(part.path("text").asString("")));
    return joined.toString();
  }

  private void part(Kind kind, String state, String text) {
    String event =
        switch (kind) {
          case TEXT -> "response.content_part.";
          case SUMMARY -> "response.reasoning_summary_part.";
        };
    String part = ChatJson.MAPPER.writeValueAsString(node(kind, text));
    send(kind, event + state, json -> json.raw(",\"part\":").raw(part));
  }

  private void send(Kind kind, String event, Consumer<JsonText> members) {
    place.send(
        event,
        json -> {
          json.raw(
              switch (kind) {
                case TEXT -> ",\"content_index\":0";
                case SUMMARY -> ",\"summary_index\":0";
              });
          members.accept(json);
        });
  }

  private static String textEvent(Kind kind) {
    return switch (kind) {
      case TEXT -> "response.reasoning_text";
      case SUMMARY -> "response.reasoning_summary_text";
    };
  }

  private static String list(Kind kind) {
    return switch (kind) {
      case TEXT -> "content";
      case SUMMARY -> "summary";
    };
  }

  private static ObjectNode node(Kind kind, String text) {
    String type =
        switch (kind) {
          case TEXT -> "reasoning_text";
          case SUMMARY -> "summary_text";
        };
    return ChatJson.MAPPER.createObjectNode().put("type", type).put("text", text);
  }

  @Override
  public String json() {
    return json;
  }
}
