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
    ForwardedMembers members = ForwardedMembers.of(call.parameters().asChat(), OWN);
    out.writeStartObject();
    out.writeStringProperty("model", call.route().model().value());
    RawMembers.write(out, members.others());
    stream(out, call.delivery(), members.owned().path("stream_options"));
    out.writeName("messages");
    ChatMessages.writePrompt(out, call.prompt(), call.route().provider());
    out.writeEndObject();
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
