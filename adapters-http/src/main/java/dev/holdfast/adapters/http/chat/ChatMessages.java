package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.transcript.Item;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Chat-completions messages as domain items and back.
 *
 * <p>Reading what was written gives the same items, and the same items give the same bytes. A
 * message of the assistant becomes a {@link Item.Message}, if it says anything, and one {@link
 * Item.ToolCall} per call after it; writing joins them again. Members without a component of their
 * own are kept whole.
 */
public final class ChatMessages {

  private ChatMessages() {}

  /** What reading a request's messages gave. */
  public sealed interface Parsed {

    /** They are well formed. */
    record Items(List<Item> items) implements Parsed {
      public Items {
        items = List.copyOf(items);
      }
    }

    /**
     * They are not.
     *
     * @param param where, as a path from the request: {@code messages[2].content[0].type}
     * @param message what is wrong with it and what is expected; no content of the request
     */
    record Malformed(String param, String message) implements Parsed {}
  }

  /**
   * Reads the member {@code messages} of a request.
   *
   * @param messages the member, a missing node if the request has none
   */
  public static Parsed parse(JsonNode messages) {
    try {
      if (!messages.isArray()) {
        throw new MalformedMember("", "must be an array of messages" + Members.found(messages));
      }
      if (messages.isEmpty()) {
        throw new MalformedMember("", "must hold at least one message");
      }
      return new Parsed.Items(items(messages));
    } catch (MalformedMember malformed) {
      MalformedMember whole = malformed.within("messages");
      return new Parsed.Malformed(whole.param(), whole.param() + " " + whole.problem() + ".");
    }
  }

  private static List<Item> items(JsonNode messages) {
    List<Item> items = new ArrayList<>(messages.size());
    for (int index = 0; index < messages.size(); index++) {
      try {
        MessageReader.read(messages.get(index), items);
      } catch (MalformedMember malformed) {
        throw malformed.within("[" + index + "]");
      }
    }
    return items;
  }

  /**
   * Writes a prompt as an array of messages, as the given provider may see it: members that a model
   * added go back only to the provider that made them.
   *
   * @param out a text generator where a value is expected
   */
  public static void writePrompt(JsonGenerator out, List<PromptItem> prompt, ProviderId to) {
    List<Item> visible = new ArrayList<>(prompt.size());
    for (PromptItem item : prompt) {
      ProviderPrivacy.visible(item, to).ifPresent(visible::add);
    }
    out.writeStartArray();
    new MessageWriter(out).messages(visible);
    out.writeEndArray();
  }

  /**
   * Writes what a model answered as the {@code message} of a completion's choice: content and
   * refusal always there, texts joined, then the kept members and the calls.
   *
   * @param out a text generator where a value is expected
   * @param items the items of one choice
   */
  public static void writeAnswer(JsonGenerator out, List<Item> items) {
    new MessageWriter(out).answer(items);
  }
}
