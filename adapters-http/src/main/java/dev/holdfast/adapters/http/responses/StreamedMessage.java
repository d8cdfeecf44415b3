package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.responses.StreamedPart.Kind;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * A message as far as it has come. Pieces do not tell where one text ends and the next begins, so
 * all texts that are streamed are one part, and so are all refusals.
 */
final class StreamedMessage implements StreamedItem {

  private final ItemPlace place;
  private final List<StreamedPart> parts = new ArrayList<>(1);
  private String json = "";

  private StreamedMessage(ItemPlace place) {
    this.place = place;
  }

  static StreamedMessage open(ItemPlace place) {
    Item empty = new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE);
    Shown begun = new Shown(place.id(), empty, Completeness.COMPLETE);
    place.added(ItemWriter.json(begun, ItemStatus.IN_PROGRESS));
    return new StreamedMessage(place);
  }

  void add(Kind kind, String piece, ArrayNode tokens) {
    part(kind).add(piece, tokens);
  }

  private StreamedPart part(Kind kind) {
    for (StreamedPart part : parts) {
      if (part.kind() == kind) {
        return part;
      }
    }
    StreamedPart part = StreamedPart.open(place, kind, parts.size());
    parts.add(part);
    return part;
  }

  @Override
  public String id() {
    return place.id();
  }

  @Override
  public void close() {
    close(List.of(), RawFields.NONE, Completeness.COMPLETE);
  }

  @Override
  public void close(Shown whole) {
    Item.Message message = (Item.Message) whole.item();
    close(message.content(), message.extra(), whole.completeness());
  }

  private void close(List<ContentPart> whole, RawFields extra, Completeness completeness) {
    if (!json.isEmpty()) {
      return;
    }
    EnumSet<Kind> streamed = EnumSet.noneOf(Kind.class);
    List<ContentPart> content = new ArrayList<>(whole.size());
    for (StreamedPart part : parts) {
      streamed.add(part.kind());
      content.add(part.close(words(whole, part.kind()), members(whole, part.kind())));
    }
    for (ContentPart part : whole) {
      if (!isAmong(streamed, part)) {
        content.add(told(part, content.size()));
      }
    }
    Item message = new Item.Message(Role.ASSISTANT, content, extra);
    Shown shown = new Shown(place.id(), message, completeness);
    json = ItemWriter.json(shown, ItemStatus.of(completeness));
    place.done(json);
  }

  /** Tells a part of which nothing was streamed. */
  private ContentPart told(ContentPart part, int index) {
    return switch (part) {
      case ContentPart.Text text -> opened(Kind.TEXT, index).close(text.text(), text.extra());
      case ContentPart.Refusal refusal ->
          opened(Kind.REFUSAL, index).close(refusal.refusal(), refusal.extra());
      case ContentPart.Image _, ContentPart.File _, ContentPart.Other _ -> {
        StreamedPart.whole(place, index, part);
        yield part;
      }
    };
  }

  private StreamedPart opened(Kind kind, int index) {
    return StreamedPart.open(place, kind, index);
  }

  private static boolean isAmong(EnumSet<Kind> kinds, ContentPart part) {
    return switch (part) {
      case ContentPart.Text _ -> kinds.contains(Kind.TEXT);
      case ContentPart.Refusal _ -> kinds.contains(Kind.REFUSAL);
      case ContentPart.Image _, ContentPart.File _, ContentPart.Other _ -> false;
    };
  }

  private static String words(List<ContentPart> content, Kind kind) {
    StringBuilder words = new StringBuilder();
    for (ContentPart part : content) {
      if (kind == Kind.TEXT && part instanceof ContentPart.Text text) {
        words.append(text.text());
      } else if (kind == Kind.REFUSAL && part instanceof ContentPart.Refusal refusal) {
        words.append(refusal.refusal());
      }
    }
    return words.toString();
  }

  /** Members of the first part of a kind. */
  private static RawFields members(List<ContentPart> content, Kind kind) {
    return content.stream()
        .filter(part -> isAmong(EnumSet.of(kind), part))
        .findFirst()
        .map(ContentPart::extra)
        .orElse(RawFields.NONE);
  }

  /** No log probabilities. */
  static ArrayNode noTokens() {
    return ChatJson.MAPPER.createArrayNode();
  }

  @Override
  public String json() {
    return json;
  }
}
