package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.adapters.http.chat.ChatMessages.Parsed;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.adapters.http.json.Metadata;
import dev.holdfast.adapters.http.json.RawMemberWriter;
import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import dev.holdfast.adapters.http.json.UnsupportedMember;
import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The members of one chat request, taken up one after the other. */
final class ChatMembers implements RequestBody.MemberReader<ChatRequest> {

  /** OpenAI's bound of {@code n}. */
  private static final int MAX_CHOICES = 128;

  private static final Set<String> TOOL_TYPES = Set.of("function", "custom");

  private final byte[] body;
  private final JsonParser parser;
  private final Set<String> keyMembers;
  private final RawMemberWriter forwarded = new RawMemberWriter();
  private final Map<String, String> texts = new HashMap<>();

  private String model = "";
  private JsonNode messages = MissingNode.getInstance();
  private Delivery delivery = Delivery.WHOLE;
  private UsageChunk usageChunk = UsageChunk.LEFT_OUT;
  private int choices = 1;

  ChatMembers(byte[] body, JsonParser parser, Set<String> keyMembers) {
    this.body = body;
    this.parser = parser;
    this.keyMembers = keyMembers;
  }

  @Override
  public void read() {
    String name = parser.currentName();
    int from = (int) parser.currentTokenLocation().getByteOffset();
    JsonToken token = parser.nextToken();
    MemberKind.check(FieldRules.KINDS, name, token);
    if (keyMembers.contains(name) && token == JsonToken.VALUE_STRING) {
      texts.put(name, parser.getString());
    }
    if (token == JsonToken.VALUE_NULL) {
      if (!isOurs(name)) {
        forward(from);
      }
      return;
    }
    switch (name) {
      case "model" -> model = parser.getString();
      case "messages" -> messages = parser.readValueAsTree();
      case "stream" -> delivery = parser.getBooleanValue() ? Delivery.STREAMED : Delivery.WHOLE;
      case "stream_options" -> streamOptions(parser.readValueAsTree());
      case "metadata" -> Metadata.check(parser.readValueAsTree());
      case "store" -> {}
      case "n" -> choices(from);
      case "tools" -> tools(from);
      default -> other(name, from);
    }
  }

  @Override
  public ChatRequest request() {
    if (model.isBlank()) {
      throw RequestProblem.noModel();
    }
    List<Item> items =
        switch (ChatMessages.parse(messages)) {
          case Parsed.Items(List<Item> parsed) -> parsed;
          case Parsed.Malformed(String param, String message) ->
              throw new RequestProblem(
                  messages.isMissingNode() ? Fault.MISSING_PARAMETER : Fault.INVALID_VALUE,
                  message,
                  param);
        };
    return new ChatRequest(model, items, forwarded.fields(), delivery, usageChunk, choices, texts);
  }

  private static boolean isOurs(String name) {
    return switch (name) {
      case "model", "messages", "stream", "stream_options", "metadata", "store" -> true;
      default -> FieldRules.UNSUPPORTED.contains(name);
    };
  }

  /** Passes the member on whose value the parser stands on. */
  private void forward(int from) {
    parser.skipChildren();
    parser.finishToken();
    forwarded.add(body, from, (int) parser.currentLocation().getByteOffset());
  }

  private void other(String name, int from) {
    if (!FieldRules.UNSUPPORTED.contains(name)) {
      forward(from);
      return;
    }
    UnsupportedMember.check(name, parser.readValueAsTree(), "chat completions");
  }

  private void choices(int from) {
    choices = parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : 0;
    if (choices < 1 || choices > MAX_CHOICES) {
      throw new RequestProblem(
          Fault.INVALID_VALUE, "'n' must be from 1 to " + MAX_CHOICES + ".", "n");
    }
    forward(from);
  }

  private void streamOptions(JsonNode options) {
    JsonNode usage = options.path("include_usage");
    if (usage.isBoolean()) {
      usageChunk = usage.booleanValue() ? UsageChunk.WANTED : UsageChunk.LEFT_OUT;
    } else if (!usage.isMissingNode() && !usage.isNull()) {
      throw new RequestProblem(
          Fault.INVALID_TYPE,
          "'stream_options.include_usage' must be true or false. Nothing was done.",
          "stream_options.include_usage");
    }
  }

  /** Hosted tools run at the provider, which chat completions know no way to ask for. */
  private void tools(int from) {
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      checkTool(parser.readValueAsTree(), "tools[" + index + "]");
      index++;
    }
    forward(from);
  }

  private static void checkTool(JsonNode tool, String where) {
    if (!tool.isObject() || !tool.path("type").isString()) {
      throw new RequestProblem(
          Fault.INVALID_TYPE, "'" + where + "' must be an object with a type.", where);
    }
    String type = tool.path("type").stringValue();
    if (!TOOL_TYPES.contains(type)) {
      throw new RequestProblem(
          Fault.UNSUPPORTED_TOOL,
          "Tools must be of type function or custom. Nothing was done.",
          where + ".type");
    }
    if (type.equals("function") && !tool.path("function").path("name").isString()) {
      throw new RequestProblem(
          Fault.INVALID_TYPE,
          "'" + where + ".function.name' must be a string.",
          where + ".function.name");
    }
  }
}
