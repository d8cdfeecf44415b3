package dev.holdfast.domain.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What makes two items the same to a client that resends a conversation: who speaks, the text, the
 * tool calls. What clients drop or reshape on the way is left out: reasoning, empty parts, how text
 * is cut into parts, space at its end, arguments of calls, members nobody interprets.
 *
 * @param kind who speaks, or which kind of item it is
 * @param text the joined text, or the id of a call
 * @param marks what else counts, in order: the name of a call, the id a result carries, the type
 *     and content of each part that is no text
 */
record Fingerprint(String kind, String text, List<String> marks) {

  private static final String OTHER = "OTHER";

  /** Types of parts that hold a model's thoughts; clients seldom send them back. */
  private static final Set<String> REASONING =
      Set.of("reasoning", "reasoning_text", "summary_text", "thinking", "redacted_thinking");

  static Fingerprint of(Item item) {
    return switch (item) {
      case Item.Message message ->
          new Fingerprint(
              message.role().name(), text(message.content()), marks(List.of(), message.content()));
      case Item.ToolCall call -> new Fingerprint("CALL", call.callId(), List.of(call.name()));
      case Item.ToolResult result ->
          new Fingerprint(
              "RESULT", text(result.output()), marks(List.of(result.callId()), result.output()));
      case Item.Other other -> new Fingerprint(OTHER, "", List.of(other.type()));
    };
  }

  /**
   * Whether the item counts at all. An assistant's message that says nothing only carries its tool
   * calls or its thoughts, and what only a model understands is seldom sent back: both are left out
   * as often as not.
   */
  boolean counts() {
    boolean silent = kind.equals(Role.ASSISTANT.name()) && text.isEmpty() && marks.isEmpty();
    return !silent && !kind.equals(OTHER);
  }

  private static String text(List<ContentPart> parts) {
    if (parts.size() == 1 && parts.getFirst() instanceof ContentPart.Text only) {
      return only.text().stripTrailing();
    }
    StringBuilder joined = new StringBuilder();
    for (ContentPart part : parts) {
      switch (part) {
        case ContentPart.Text text -> joined.append(text.text());
        case ContentPart.Refusal refusal -> joined.append(refusal.refusal());
        case ContentPart.Image image -> {}
        case ContentPart.File file -> {}
        case ContentPart.Other other -> {}
      }
    }
    return joined.toString().stripTrailing();
  }

  private static List<String> marks(List<String> first, List<ContentPart> parts) {
    List<String> marks = new ArrayList<>(first);
    for (ContentPart part : parts) {
      switch (part) {
        case ContentPart.Text text -> {}
        case ContentPart.Refusal refusal -> {}
        case ContentPart.Image image -> marks.addAll(List.of("image", image.url()));
        case ContentPart.File file -> marks.addAll(List.of("file", file.name(), content(file)));
        case ContentPart.Other other -> {
          if (!REASONING.contains(other.type())) {
            marks.addAll(List.of(other.type(), other.extra().json()));
          }
        }
      }
    }
    return marks;
  }

  /** A file that came by reference is known by its other members. */
  private static String content(ContentPart.File file) {
    return file.data().isEmpty() ? file.extra().json() : file.data();
  }
}
