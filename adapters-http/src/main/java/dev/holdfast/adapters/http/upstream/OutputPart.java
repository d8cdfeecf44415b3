package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One content part of a message of a response. */
final class OutputPart {

  static final String TEXT = "output_text";
  static final String REFUSAL = "refusal";

  private static final Set<String> KNOWN_OF_TEXT = Set.of("type", "text", "logprobs");
  private static final Set<String> KNOWN_OF_REFUSAL = Set.of("type", "refusal");

  private final String type;
  private final ModelDeltas deltas;
  private final GrowingText text = new GrowingText();
  private ArrayNode logprobs = UpstreamJson.MAPPER.createArrayNode();
  private RawFields extra = RawFields.NONE;

  /**
   * A part of which nothing has come yet.
   *
   * @param type as its upstream writes it
   */
  OutputPart(String type, ModelDeltas deltas) {
    this.type = type;
    this.deltas = deltas;
  }

  /** Adds a fragment of its words and the log probabilities of the fragment. */
  void add(String fragment, JsonNode fragmentLogprobs) {
    ArrayNode more = UpstreamJson.MAPPER.createArrayNode();
    if (fragmentLogprobs instanceof ArrayNode given) {
      more.addAll(given);
      logprobs.addAll(given);
    }
    tell(text.add(fragment), beside(more));
  }

  private void tell(String told, RawFields beside) {
    if (told.isEmpty() && beside.isEmpty()) {
      return;
    }
    deltas.delta(
        type.equals(REFUSAL)
            ? new ModelDelta.Refusal(0, told)
            : new ModelDelta.Text(0, told, beside));
  }

  /** Takes the part as its upstream ends it. */
  void complete(ObjectNode whole) {
    switch (type) {
      case TEXT -> {
        extra = DraftItem.kept(whole, KNOWN_OF_TEXT);
        ArrayNode untold = UpstreamJson.MAPPER.createArrayNode();
        if (whole.path("logprobs") instanceof ArrayNode given && !given.isEmpty()) {
          untold = logprobs.isEmpty() ? given : untold;
          logprobs = given;
        }
        tell(text.complete(whole.path("text").asString("")), beside(untold));
      }
      case REFUSAL -> {
        extra = DraftItem.kept(whole, KNOWN_OF_REFUSAL);
        tell(text.complete(whole.path("refusal").asString("")), RawFields.NONE);
      }
      default -> extra = KeptMembers.raw(whole.without("type"));
    }
  }

  /** The part, nothing if it says nothing. */
  Optional<ContentPart> content() {
    boolean silent = text.isEmpty() && extra.isEmpty();
    return silent
        ? Optional.empty()
        : Optional.of(
            switch (type) {
              case TEXT -> new ContentPart.Text(text.toString(), extra);
              case REFUSAL -> new ContentPart.Refusal(text.toString(), extra);
              default -> new ContentPart.Other(type, extra);
            });
  }

  ArrayNode logprobs() {
    return logprobs;
  }

  /** Log probabilities as members of a choice of chat completions. */
  static RawFields beside(ArrayNode logprobs) {
    if (logprobs.isEmpty()) {
      return RawFields.NONE;
    }
    ObjectNode members = UpstreamJson.MAPPER.createObjectNode();
    members.putObject("logprobs").set("content", logprobs);
    return KeptMembers.raw(members);
  }
}
