package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the request of a call as chat completions. */
final class ChatRequestBody {

  /** For servers that know the bound of an answer by its present name. */
  static final ChatRequestBody NEWER =
      new ChatRequestBody(Set.of("model", "messages", "stream", "stream_options"));

  private static final String PRESENT_BOUND = "max_completion_tokens";
  private static final String FORMER_BOUND = "max_tokens";

  /** For servers that know the bound of an answer by its former name only. */
  static final ChatRequestBody OLDER =
      new ChatRequestBody(
          Set.of("model", "messages", "stream", "stream_options", PRESENT_BOUND, FORMER_BOUND));

  /** Enough for a short conversation. */
  private static final int INITIAL_BYTES = 2 * 1024;

  /** Members this class writes itself; a parameter of that name would stand there twice. */
  private final Set<String> own;

  private ChatRequestBody(Set<String> own) {
    this.own = own;
  }

  /** The body as UTF-8. */
  byte[] of(ModelCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator out = UpstreamJson.MAPPER.createGenerator(bytes)) {
      write(out, call);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator out, ModelCall call) {
    ForwardedMembers members = ForwardedMembers.of(call.parameters().asChat(), own);
    out.writeStartObject();
    out.writeStringProperty("model", call.route().model().value());
    RawMembers.write(out, members.others());
    bound(out, members.owned());
    stream(out, call.delivery(), members.owned().path("stream_options"));
    out.writeName("messages");
    ChatMessages.writePrompt(out, call.prompt(), call.route().provider());
    out.writeEndObject();
  }

  /** Of two bounds the present name counts, as it does at OpenAI. */
  private static void bound(JsonGenerator out, JsonNode owned) {
    JsonNode present = owned.path(PRESENT_BOUND);
    boolean counts = !present.isMissingNode() && !present.isNull();
    JsonNode bound = counts ? present : owned.path(FORMER_BOUND);
    if (!bound.isMissingNode()) {
      out.writeName(FORMER_BOUND);
      out.writeTree(bound);
    }
  }

  private static void stream(JsonGenerator out, Delivery delivery, JsonNode asked) {
    switch (delivery) {
      case WHOLE -> out.writeBooleanProperty("stream", false);
      case STREAMED -> {
        ObjectNode options = UpstreamJson.MAPPER.createObjectNode();
        if (asked instanceof ObjectNode members) {
          options.setAll(members);
        }
        options.put("include_usage", true);
        out.writeBooleanProperty("stream", true);
        out.writeName("stream_options");
        out.writeTree(options);
      }
    }
  }
}
