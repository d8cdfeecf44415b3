package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the request of a call. The same call gives the same bytes, and what grows from turn to
 * turn stands behind what does not, so that a provider's prompt cache hits.
 */
final class ChatRequestBody {

  /** Members this class writes itself; a parameter of that name would stand there twice. */
  private static final Set<String> OWN = Set.of("model", "messages", "stream", "stream_options");

  /** Enough for a short conversation. */
  private static final int INITIAL_BYTES = 2 * 1024;

  private ChatRequestBody() {}

  /** The body as UTF-8. */
  static byte[] of(ModelCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator out = UpstreamJson.MAPPER.createGenerator(bytes)) {
      write(out, call);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, ModelCall call) {
    RawFields parameters = call.parameters().asChat();
    ObjectNode owned = owned(parameters);
    out.writeStartObject();
    out.writeStringProperty("model", call.route().model().value());
    RawMembers.write(out, owned.isEmpty() ? parameters : without(parameters));
    stream(out, call.delivery(), owned.path("stream_options"));
    out.writeName("messages");
    ChatMessages.writePrompt(out, call.prompt(), call.route().provider());
    out.writeEndObject();
  }

  /** Those of the parameters that this class writes; the text is parsed only if it may hold one. */
  private static ObjectNode owned(RawFields parameters) {
    boolean none = OWN.stream().noneMatch(name -> parameters.json().contains('"' + name + '"'));
    return none ? UpstreamJson.MAPPER.createObjectNode() : tree(parameters).retain(OWN);
  }

  private static RawFields without(RawFields parameters) {
    return KeptMembers.raw(tree(parameters).without(OWN));
  }

  private static ObjectNode tree(RawFields fields) {
    return (ObjectNode) UpstreamJson.MAPPER.readTree(fields.json());
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
