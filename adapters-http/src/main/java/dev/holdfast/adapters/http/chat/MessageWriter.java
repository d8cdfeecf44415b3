package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Writes items as messages; the same items always give the same bytes. */
final class MessageWriter {

  private static final Item.Message SILENT =
      new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE);
  private static final List<ContentPart> EMPTY_TEXT = List.of(ContentPart.text(""));

  private final JsonGenerator out;
  private final PartWriter parts;

  MessageWriter(JsonGenerator out) {
    this.out = out;
    this.parts = new PartWriter(out);
  }

  /** Writes the messages of a request, without the array around them. */
  void messages(List<Item> all) {
    List<Item> items = ChatWords.of(all);
    int at = 0;
    while (at < items.size()) {
      Item item = items.get(at);
      boolean speaks = item instanceof Item.Message message && message.role() == Role.ASSISTANT;
      int firstCall = speaks ? at + 1 : at;
      int end = endOfCalls(items, firstCall);
      switch (item) {
        case Item.Message message when speaks -> assistant(message, items.subList(firstCall, end));
        case Item.Message message -> plain(message);
        case Item.ToolCall call -> assistant(SILENT, items.subList(at, end));
        case Item.ToolResult result -> toolResult(result);
        case Item.Other _ -> throw new IllegalStateException("was left out");
      }
      at = Math.max(end, at + 1);
    }
  }

  private static int endOfCalls(List<Item> items, int from) {
    int end = from;
    while (end < items.size() && items.get(end) instanceof Item.ToolCall) {
      end++;
    }
    return end;
  }

  private void plain(Item.Message message) {
    out.writeStartObject();
    out.writeStringProperty("role", message.role().name().toLowerCase(Locale.ROOT));
    parts.content(message.content());
    RawMembers.write(out, message.extra());
    out.writeEndObject();
  }

  private void toolResult(Item.ToolResult result) {
    out.writeStartObject();
    out.writeStringProperty("role", "tool");
    out.writeStringProperty("tool_call_id", result.callId());
    parts.content(result.output());
    RawMembers.write(out, result.extra());
    out.writeEndObject();
  }

  /** Nothing is written for a message without words, members and calls. */
  private void assistant(Item.Message message, List<Item> calls) {
    if (message.content().isEmpty() && message.extra().isEmpty() && calls.isEmpty()) {
      return;
    }
    out.writeStartObject();
    out.writeStringProperty("role", "assistant");
    said(message.content(), calls.isEmpty());
    RawMembers.write(out, message.extra());
    calls(calls);
    out.writeEndObject();
  }

  private void said(List<ContentPart> content, boolean alone) {
    boolean refuses =
        !content.isEmpty()
            && content.getLast() instanceof ContentPart.Refusal(String text, RawFields extra)
            && extra.isEmpty()
            && !text.isEmpty();
    List<ContentPart> words = refuses ? content.subList(0, content.size() - 1) : content;
    if (words.isEmpty()) {
      out.writeNullProperty("content");
    } else if (!alone && words.equals(EMPTY_TEXT)) {
      parts.array(words); // the plain form means no content beside tool calls
    } else {
      parts.content(words);
    }
    if (refuses) {
      out.writeStringProperty("refusal", ((ContentPart.Refusal) content.getLast()).refusal());
    }
  }

  /** Writes what a model answered as the message of a completion, object and all. */
  void answer(List<Item> all) {
    List<Item> items = ChatWords.ofAnswer(all);
    StringBuilder text = new StringBuilder();
    StringBuilder refusal = new StringBuilder();
    boolean spoken = false;
    for (Item item : items) {
      if (item instanceof Item.Message message) {
        for (ContentPart part : message.content()) {
          if (part instanceof ContentPart.Text words) {
            text.append(words.text());
            spoken = true;
          } else if (part instanceof ContentPart.Refusal words) {
            refusal.append(words.refusal());
          }
        }
      }
    }
    out.writeStartObject();
    out.writeStringProperty("role", "assistant");
    textOrNull("content", text, spoken);
    textOrNull("refusal", refusal, !refusal.isEmpty());
    for (Item item : items) {
      if (item instanceof Item.Message message) {
        RawMembers.write(out, message.extra());
      }
    }
    calls(items.stream().filter(Item.ToolCall.class::isInstance).toList());
    out.writeEndObject();
  }

  private void textOrNull(String name, StringBuilder text, boolean present) {
    if (present) {
      out.writeStringProperty(name, text.toString());
    } else {
      out.writeNullProperty(name);
    }
  }

  private void calls(List<Item> calls) {
    if (calls.isEmpty()) {
      return;
    }
    out.writeArrayPropertyStart("tool_calls");
    for (Item call : calls) {
      ToolCallWriter.write(out, (Item.ToolCall) call);
    }
    out.writeEndArray();
  }
}
