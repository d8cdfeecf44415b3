package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.adapters.http.responses.ParameterDialect;
import dev.holdfast.adapters.http.responses.ResponseItems;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the request of a call for the Responses API. The upstream is told to keep nothing: the
 * conversation is the gateway's, and each request carries all of it (ADR 0020).
 */
final class ResponsesRequestBody {

  /** Members that this class writes itself, or that would make the upstream keep something. */
  private static final Set<String> OWN =
      Set.of(
          "model",
          "input",
          "instructions",
          "stream",
          "stream_options",
          "include",
          "reasoning",
          "store",
          "previous_response_id",
          "conversation",
          "background",
          "metadata",
          "prompt");

  /** Without it an upstream that keeps nothing could not take its own thoughts back. */
  private static final String SEALED_THOUGHTS = "reasoning.encrypted_content";

  /** Enough for a short conversation. */
  private static final int INITIAL_BYTES = 2 * 1024;

  private ResponsesRequestBody() {}

  /** The body as UTF-8. */
  static byte[] of(ModelCall call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator out = UpstreamJson.MAPPER.createGenerator(bytes)) {
      write(out, call);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, ModelCall call) {
    ForwardedMembers members = ForwardedMembers.of(members(call.parameters()), OWN);
    out.writeStartObject();
    out.writeStringProperty("model", call.route().model().value());
    RawMembers.write(out, members.others());
    writeIfTelling(out, "reasoning", members.owned().path("reasoning"));
    writeIfTelling(out, "include", include(members.owned()));
    out.writeBooleanProperty("store", false);
    stream(out, call.delivery(), members.owned().path("stream_options"));
    out.writeName("input");
    ResponseItems.writePrompt(out, call.prompt(), call.route().provider());
    out.writeEndObject();
  }

  private static RawFields members(CallParameters parameters) {
    return switch (parameters) {
      case CallParameters.OfChat(RawFields members) -> ParameterDialect.toResponses(members);
      case CallParameters.OfResponses ofResponses -> ofResponses.members();
    };
  }

  private static ArrayNode include(ObjectNode owned) {
    ArrayNode include = UpstreamJson.MAPPER.createArrayNode();
    owned.path("include").forEach(include::add);
    boolean asked =
        include.valueStream().anyMatch(value -> value.asString("").equals(SEALED_THOUGHTS));
    if (tells(owned.path("reasoning")) && !asked) {
      include.add(SEALED_THOUGHTS);
    }
    return include;
  }

  private static void stream(JsonGenerator out, Delivery delivery, JsonNode asked) {
    switch (delivery) {
      case WHOLE -> out.writeBooleanProperty("stream", false);
      case STREAMED -> {
        out.writeBooleanProperty("stream", true);
        if (asked instanceof ObjectNode options) {
          // what chat completions have it for: a response always tells its usage
          writeIfTelling(out, "stream_options", options.without("include_usage"));
        }
      }
    }
  }

  private static void writeIfTelling(JsonGenerator out, String name, JsonNode value) {
    if (tells(value)) {
      out.writeName(name);
      out.writeTree(value);
    }
  }

  private static boolean tells(JsonNode value) {
    return !value.isMissingNode() && RawMembers.tells(value);
  }
}
