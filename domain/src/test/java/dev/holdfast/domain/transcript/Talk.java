package dev.holdfast.domain.transcript;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conversations in shorthand: words that are each one item. {@code s1}, {@code d1}, {@code u1} and
 * {@code a1} are messages of system, developer, user and assistant that say their own name; {@code
 * c1} is a tool call of that id and {@code r1} the result of call {@code c1}.
 */
public final class Talk {

  private static final int TOKENS_PER_ITEM = 10;

  private Talk() {}

  public static List<Item> items(String words) {
    return words.isBlank()
        ? List.of()
        : Arrays.stream(words.strip().split("\\s+")).map(Talk::item).toList();
  }

  public static Item item(String word) {
    return switch (word.charAt(0)) {
      case 's' -> Item.message(Role.SYSTEM, word);
      case 'd' -> Item.message(Role.DEVELOPER, word);
      case 'u' -> Item.message(Role.USER, word);
      case 'a' -> Item.message(Role.ASSISTANT, word);
      case 'c' -> new Item.ToolCall(word, "tool", "{}", RawFields.NONE);
      case 'r' ->
          new Item.ToolResult(
              "c" + word.substring(1), List.of(ContentPart.text(word)), RawFields.NONE);
      case 'o' -> new Item.Other(word, RawFields.NONE);
      default -> throw new IllegalArgumentException(word);
    };
  }

  /** A stored path: what the assistant says comes from a model, all else from the client. */
  public static List<TranscriptEvent> path(String words) {
    return path(items(words));
  }

  /** A stored path of these items; event {@code e1} is the first. */
  public static List<TranscriptEvent> path(List<Item> items) {
    List<TranscriptEvent> path = new ArrayList<>();
    for (Item item : items) {
      EventOrigin origin =
          item.isFromAssistant() ? new EventOrigin.Model(ProviderId.DEMO) : EventOrigin.client();
      path.add(event(path.size() + 1, item, origin));
    }
    return path;
  }

  /** The same path, all of it brought by a client. */
  public static List<TranscriptEvent> broughtPath(String words) {
    List<TranscriptEvent> path = new ArrayList<>();
    items(words).forEach(item -> path.add(event(path.size() + 1, item, EventOrigin.client())));
    return path;
  }

  /** The items in shorthand. */
  public static String words(List<Item> items) {
    return items.stream().map(Talk::word).collect(Collectors.joining(" "));
  }

  private static String word(Item item) {
    return switch (item) {
      case Item.Message message -> Fingerprint.of(message).text();
      case Item.ToolCall call -> call.callId();
      case Item.ToolResult result -> "r" + result.callId().substring(1);
      case Item.Other other -> other.type();
    };
  }

  private static TranscriptEvent event(int number, Item item, EventOrigin origin) {
    EventParent parent =
        number == 1 ? EventParent.root() : EventParent.after(new EventId("e" + (number - 1)));
    return new TranscriptEvent(
        new EventId("e" + number),
        number,
        parent,
        new TurnId("t1"),
        Instant.EPOCH,
        item,
        TOKENS_PER_ITEM,
        origin,
        Completeness.COMPLETE);
  }
}
