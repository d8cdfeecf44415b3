package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Log probabilities, if a request asked for them: chat completions tell them of an answer, the
 * Responses API of each text.
 */
final class Logprobs {

  private static final String NAME = "logprobs";

  private Logprobs() {}

  /** Whether a request asked for them. */
  static boolean wanted(RawFields settings) {
    String include = MemberTexts.of(settings).getOrDefault("include", "[]");
    return ParameterDialect.wantsLogprobs(ChatJson.MAPPER.readTree(include));
  }

  /** Those of a chunk or an answer, as the Responses API writes them. */
  static ArrayNode of(RawFields members) {
    ArrayNode tokens = ChatJson.MAPPER.createArrayNode();
    if (!members.isEmpty()) {
      String told = MemberTexts.of(members).getOrDefault(NAME, "null");
      for (JsonNode token : ChatJson.MAPPER.readTree(told).path("content")) {
        tokens.add(whole(token, token.path("top_logprobs")));
      }
    }
    return tokens;
  }

  /** Bytes and alternatives may be left out or null in the one API, and not in the other. */
  private static ObjectNode whole(JsonNode token, JsonNode alternatives) {
    ObjectNode whole = withBytes(token);
    ArrayNode others = whole.putArray("top_logprobs");
    for (JsonNode alternative : alternatives) {
      others.add(withBytes(alternative));
    }
    return whole;
  }

  private static ObjectNode withBytes(JsonNode token) {
    ObjectNode whole = ChatJson.MAPPER.createObjectNode();
    whole.set("token", token.path("token"));
    whole.set("logprob", token.path("logprob"));
    JsonNode bytes = token.path("bytes");
    whole.set("bytes", bytes.isArray() ? bytes : ChatJson.MAPPER.createArrayNode());
    return whole;
  }

  /** The items with the log probabilities of an answer at the texts they belong to. */
  static List<OutputItem> spread(List<OutputItem> items, RawFields extra, RawFields settings) {
    if (!wanted(settings)) {
      return items;
    }
    Deque<JsonNode> tokens = new ArrayDeque<>();
    of(extra).forEach(tokens::add);
    List<OutputItem> spread = new ArrayList<>(items.size());
    for (OutputItem output : items) {
      Item item =
          output.item() instanceof Item.Message message ? spread(message, tokens) : output.item();
      spread.add(new OutputItem(output.id(), item, output.completeness()));
    }
    return spread;
  }

  private static Item spread(Item.Message message, Deque<JsonNode> tokens) {
    List<ContentPart> content = new ArrayList<>(message.content().size());
    for (ContentPart part : message.content()) {
      content.add(part instanceof ContentPart.Text text ? spread(text, tokens) : part);
    }
    return new Item.Message(message.role(), content, message.extra());
  }

  private static ContentPart spread(ContentPart.Text text, Deque<JsonNode> tokens) {
    ArrayNode own = ChatJson.MAPPER.createArrayNode();
    int covered = 0;
    while (covered < text.text().length() && !tokens.isEmpty()) {
      JsonNode token = tokens.removeFirst();
      covered += token.path("token").asString("").length();
      own.add(token);
    }
    return with(text, own);
  }

  /** The text with log probabilities, unless it has its own. */
  static ContentPart.Text with(ContentPart.Text text, ArrayNode tokens) {
    ObjectNode extra = Members.tree(text.extra());
    ObjectNode kept = Neutral.ofResponses(extra);
    if (tokens.isEmpty() || kept.has(NAME)) {
      return text;
    }
    kept.set(NAME, tokens);
    return new ContentPart.Text(text.text(), Neutral.kept(extra, kept));
  }

  /** Those at a part of a message. */
  static ArrayNode ofPart(ContentPart part) {
    return Neutral.ofResponses(Members.tree(part.extra())).path(NAME) instanceof ArrayNode tokens
        ? tokens
        : ChatJson.MAPPER.createArrayNode();
  }
}
