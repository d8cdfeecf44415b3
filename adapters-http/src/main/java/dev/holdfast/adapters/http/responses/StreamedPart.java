package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.RawFields;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;

/** A part of a message as far as it has come: all of its text, or all of its refusal. */
final class StreamedPart {

  private final ItemPlace place;
  private final Kind kind;
  private final int index;
  private final StringBuilder text = new StringBuilder();
  private final ArrayNode logprobs = ChatJson.MAPPER.createArrayNode();

  private StreamedPart(ItemPlace place, Kind kind, int index) {
    this.place = place;
    this.kind = kind;
    this.index = index;
  }

  /** What a model says. */
  enum Kind {
    TEXT("response.output_text"),
    REFUSAL("response.refusal");

    private final String event;

    Kind(String event) {
      this.event = event;
    }

    private ContentPart part(String words, RawFields extra) {
      return switch (this) {
        case TEXT -> new ContentPart.Text(words, extra);
        case REFUSAL -> new ContentPart.Refusal(words, extra);
      };
    }
  }

  /** Opens a part. */
  static StreamedPart open(ItemPlace place, Kind kind, int index) {
    StreamedPart part = new StreamedPart(place, kind, index);
    part.tell("response.content_part.added", kind.part("", RawFields.NONE));
    return part;
  }

  /** Tells a part that has no text to grow. */
  static void whole(ItemPlace place, int index, ContentPart part) {
    StreamedPart whole = new StreamedPart(place, Kind.TEXT, index);
    whole.tell("response.content_part.added", part);
    whole.tell("response.content_part.done", part);
  }

  Kind kind() {
    return kind;
  }

  void add(String piece, ArrayNode tokens) {
    text.append(piece);
    logprobs.addAll(tokens);
    send(
        ".delta",
        json -> {
          json.raw(",\"delta\":").string(piece);
          tokens(json, tokens);
        });
  }

  /**
   * Ends the part.
   *
   * @param whole all of its words, empty if they are not known
   * @param extra its other members
   */
  ContentPart close(String whole, RawFields extra) {
    String words = StreamedItem.agreed(text, whole);
    if (words.length() > text.length()) {
      add(words.substring(text.length()), ChatJson.MAPPER.createArrayNode());
    }
    ContentPart part = kind.part(words, extra);
    ContentPart told = part instanceof ContentPart.Text said ? Logprobs.with(said, logprobs) : part;
    send(
        ".done",
        json -> {
          json.raw(kind == Kind.TEXT ? ",\"text\":" : ",\"refusal\":").string(words);
          tokens(json, Logprobs.ofPart(told));
        });
    tell("response.content_part.done", told);
    return told;
  }

  private void tokens(JsonText json, ArrayNode tokens) {
    if (kind == Kind.TEXT) {
      json.raw(",\"logprobs\":").raw(ChatJson.MAPPER.writeValueAsString(tokens));
    }
  }

  private void send(String event, Consumer<JsonText> members) {
    place.send(
        kind.event + event,
        json -> {
          json.raw(",\"content_index\":").number(index);
          members.accept(json);
        });
  }

  private void tell(String event, ContentPart part) {
    place.send(
        event,
        json ->
            json.raw(",\"content_index\":")
                .number(index)
                .raw(",\"part\":")
                .raw(ItemWriter.json(part)));
  }
}
