package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A message of a response. */
final class OutputMessage implements DraftItem {

  /** More parts than any model makes; bounds what a broken stream can make us hold. */
  private static final int MAX_PARTS = 1024;

  private static final Set<String> KNOWN = Set.of("type", "id", "role", "status", "content");

  private static final JsonNode NO_LOGPROBS = UpstreamJson.MAPPER.createArrayNode();

  private final ModelDeltas deltas;
  private final SortedMap<Integer, OutputPart> parts = new TreeMap<>();
  private RawFields extra = RawFields.NONE;

  OutputMessage(ModelDeltas deltas) {
    this.deltas = deltas;
  }

  /**
   * Adds text.
   *
   * @param logprobs its log probabilities, an array if there are any
   */
  void text(int part, String fragment, JsonNode logprobs) throws MalformedAnswer {
    part(part, OutputPart.TEXT).add(fragment, logprobs);
  }

  void refusal(int part, String fragment) throws MalformedAnswer {
    part(part, OutputPart.REFUSAL).add(fragment, NO_LOGPROBS);
  }

  private OutputPart part(int index, String type) throws MalformedAnswer {
    if (index < 0 || index >= MAX_PARTS) {
      throw new MalformedAnswer("numbered a content part " + index);
    }
    return parts.computeIfAbsent(index, absent -> new OutputPart(type, deltas));
  }

  @Override
  public void complete(ObjectNode whole) throws MalformedAnswer {
    extra = DraftItem.kept(whole, KNOWN);
    JsonNode content = whole.path("content");
    if (content.isString()) {
      part(0, OutputPart.TEXT).complete(whole.objectNode().set("text", content));
    }
    for (int index = 0; content.isArray() && index < content.size(); index++) {
      if (content.get(index) instanceof ObjectNode part) {
        part(index, part.path("type").asString(OutputPart.TEXT)).complete(part);
      }
    }
  }

  @Override
  public List<Item> items() {
    List<ContentPart> content = new ArrayList<>(parts.size());
    parts.values().forEach(part -> part.content().ifPresent(content::add));
    return content.isEmpty() && extra.isEmpty()
        ? List.of()
        : List.of(new Item.Message(Role.ASSISTANT, content, extra));
  }

  /** The log probabilities of all its text, in order. */
  ArrayNode logprobs() {
    ArrayNode all = UpstreamJson.MAPPER.createArrayNode();
    parts.values().forEach(part -> all.addAll(part.logprobs()));
    return all;
  }
}
