package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.MalformedMember;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.adapters.http.json.Metadata;
import dev.holdfast.adapters.http.json.RawMemberWriter;
import dev.holdfast.adapters.http.json.RequestBody;
import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import dev.holdfast.adapters.http.json.UnsupportedMember;
import dev.holdfast.adapters.http.responses.ResponseRequest.Keeping;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.in.InputItem;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The members of one request for a response, taken up one after the other. */
final class ResponseMembers implements RequestBody.MemberReader<ResponseRequest> {

  private final byte[] body;
  private final JsonParser parser;
  private final Set<String> keyMembers;
  private final RawMemberWriter forwarded = new RawMemberWriter();
  private final Map<String, String> repeated = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  private String model = "";
  private String instructions = "";
  private String previous = "";
  private JsonNode input = MissingNode.getInstance();
  private Delivery delivery = Delivery.WHOLE;
  private Keeping keeping = Keeping.STORED;
  private Execution execution = Execution.FOREGROUND;

  ResponseMembers(byte[] body, JsonParser parser, Set<String> keyMembers) {
    this.body = body;
    this.parser = parser;
    this.keyMembers = keyMembers;
  }

  @Override
  public void read() {
    String name = parser.currentName();
    int from = (int) parser.currentTokenLocation().getByteOffset();
    JsonToken token = parser.nextToken();
    MemberKind.check(RequestRules.KINDS, name, token);
    if (keyMembers.contains(name) && token == JsonToken.VALUE_STRING) {
      texts.put(name, parser.getString());
    }
    if (RequestRules.UNSUPPORTED.contains(name)) {
      UnsupportedMember.check(name, parser.readValueAsTree(), "responses");
    } else if (name.equals("input")) {
      input = parser.readValueAsTree();
    } else if (RequestRules.OURS.contains(name)) {
      take(name, parser.readValueAsTree());
    } else {
      forward(name, from);
    }
  }

  private void take(String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> model = value.stringValue();
      case "instructions" -> instructions = value.stringValue();
      case "previous_response_id" -> previous = RequestRules.previous(value.stringValue());
      case "stream" -> delivery = value.booleanValue() ? Delivery.STREAMED : Delivery.WHOLE;
      case "stream_options" -> RequestRules.checkStreamOptions(value);
      case "store" -> keeping = value.booleanValue() ? Keeping.STORED : Keeping.NOT_STORED;
      case "background" ->
          execution = value.booleanValue() ? Execution.BACKGROUND : Execution.FOREGROUND;
      case "metadata" -> Metadata.check(value);
      default -> throw new IllegalStateException("nobody takes " + name);
    }
    repeated.put(name, wellFormed(name, value));
  }

  /** Passes the member on whose value the parser stands on. */
  private void forward(String name, int from) {
    if (!isLookedAt(name)) {
      parser.skipChildren();
    } else {
      JsonNode value = parser.readValueAsTree();
      if (!value.isNull()) {
        check(name, value);
        repeated.put(name, wellFormed(name, value));
      }
    }
    parser.finishToken();
    forwarded.add(body, from, (int) parser.currentLocation().getByteOffset());
  }

  private static boolean isLookedAt(String name) {
    return name.equals("include") || Settings.REPEATED.contains(name);
  }

  private static void check(String name, JsonNode value) {
    switch (name) {
      case "include" -> RequestRules.checkInclude(value);
      case "reasoning" -> RequestRules.checkReasoning(value);
      case "text" -> RequestRules.checkText(value);
      case "tools" -> RequestRules.checkTools(value);
      case "tool_choice" -> RequestRules.checkToolChoice(value);
      case "truncation" -> RequestRules.checkTruncation(value.stringValue());
      default -> {
        // Its kind is all that is known of it.
      }
    }
  }

  private static String wellFormed(String name, JsonNode value) {
    try {
      return Members.wellFormed(name, ChatJson.MAPPER.writeValueAsString(value));
    } catch (MalformedMember malformed) {
      throw RequestRules.of(malformed);
    }
  }

  @Override
  public ResponseRequest request() {
    if (model.isBlank()) {
      throw RequestProblem.noModel();
    }
    if (execution == Execution.BACKGROUND && keeping == Keeping.NOT_STORED) {
      throw new RequestProblem(
          Fault.INVALID_VALUE,
          "'background' needs a stored response, which is where its answer is found. Nothing was"
              + " done; leave out 'store' or 'background'.",
          "background");
    }
    List<InputItem> items = items();
    return new ResponseRequest(
        model,
        instructions,
        items,
        parameters(items),
        delivery,
        keeping,
        execution,
        previous,
        overflow(),
        Settings.of(repeated),
        texts);
  }

  /** Tools come first: an item that chat completions cannot say is mostly what one of them did. */
  private CallParameters.OfResponses parameters(List<InputItem> items) {
    CallParameters.OfResponses read = ParameterDialect.ofResponses(forwarded.fields());
    return read.hostedTool().isEmpty()
        ? new CallParameters.OfResponses(read.members(), read.asChat(), unspeakable(items))
        : read;
  }

  /** The parameter that names the first item that chat completions cannot say; empty for none. */
  private static String unspeakable(List<InputItem> items) {
    for (int index = 0; index < items.size(); index++) {
      if (items.get(index) instanceof InputItem.Given(Item.Other(String type, RawFields _))
          && !type.equals(Neutral.REASONING)) {
        return "input[" + index + "].type";
      }
    }
    return "";
  }

  private Overflow overflow() {
    return repeated.getOrDefault("truncation", "").equals("\"auto\"")
        ? Overflow.CUT
        : Overflow.REFUSED;
  }

  private List<InputItem> items() {
    if (Members.absent(input)) {
      throw new RequestProblem(
          Fault.MISSING_PARAMETER,
          "The request has no input. Send a text or an array of items.",
          "input");
    }
    try {
      return ItemReader.read(input);
    } catch (MalformedMember malformed) {
      throw RequestRules.of(malformed.within("input"));
    }
  }
}
