package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.RawMembers;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta.Reasoning.Kind;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads responses, the events of a streamed one or a whole one.
 *
 * <p>Pieces are told as they come; what the end of an item or of the response says beyond them is
 * told then. Events that tell nothing new, and those of tools that run at the upstream, are passed
 * over, as are unknown ones.
 */
final class ResponsesReader implements IncomingAnswer {

  private static final String NAME_PREFIX = "response.";

  private final OutputDraft output;

  ResponsesReader(OutputDraft output) {
    this.output = output;
  }

  @Override
  public void whole(byte[] json, int length) throws ReportedError, MalformedAnswer {
    ObjectNode response = object(json, length);
    checkForError(response);
    end(response, "completed");
  }

  @Override
  public boolean event(byte[] json, int length) throws ReportedError, MalformedAnswer {
    ObjectNode event = object(json, length);
    String type = event.path("type").asString("");
    switch (type) {
      case "response.output_item.added" -> output.begin(index(event), nested(event, "item"));
      case "response.output_text.delta" ->
          output
              .message(index(event))
              .text(part(event), text(event, "delta"), event.path("logprobs"));
      case "response.refusal.delta" ->
          output.message(index(event)).refusal(part(event), text(event, "delta"));
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          output.call(index(event)).arguments(text(event, "delta"));
      case "response.reasoning_text.delta" ->
          output.reasoning(index(event)).thought(Kind.TEXT, text(event, "delta"));
      case "response.reasoning_summary_text.delta" ->
          output.reasoning(index(event)).thought(Kind.SUMMARY, text(event, "delta"));
      case "response.output_item.done" -> output.done(index(event), nested(event, "item"));
      case "response.completed", "response.incomplete", "response.failed", "response.cancelled" -> {
        end(nested(event, "response"), type.substring(NAME_PREFIX.length()));
        return true;
      }
      case "error" -> throw new ReportedError(event);
      default -> passOver(event, type);
    }
    return false;
  }

  private static void passOver(ObjectNode event, String type)
      throws ReportedError, MalformedAnswer {
    checkForError(event);
    if (type.isEmpty()) {
      throw new MalformedAnswer("sent an event without a type");
    }
  }

  /**
   * Takes the response object that ends the answer.
   *
   * @param unstated its status if it states none
   */
  private void end(ObjectNode response, String unstated) throws ReportedError, MalformedAnswer {
    FinishReason finish =
        switch (response.path("status").asString(unstated)) {
          case "completed" -> FinishReason.STOP;
          case "incomplete" -> cutShort(response);
          case "failed", "cancelled" -> throw new ReportedError(response.path("error"));
          default -> throw new MalformedAnswer("answered before its response was over");
        };
    JsonNode items = response.path("output");
    if (!items.isArray() && output.isEmpty()) {
      throw new MalformedAnswer("answered without any output");
    }
    for (int index = 0; index < items.size(); index++) {
      output.done(index, object(items.get(index)));
    }
    output.end(finish, response);
  }

  private static FinishReason cutShort(ObjectNode response) {
    String reason = response.path("incomplete_details").path("reason").asString("");
    return reason.equals("content_filter") ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH;
  }

  @Override
  public boolean isFinished() {
    return output.isEnded();
  }

  @Override
  public ModelOutcome.Answered answered() throws MalformedAnswer {
    return output.answered();
  }

  @Override
  public List<Item> partial() {
    return output.spoken();
  }

  private static void checkForError(ObjectNode object) throws ReportedError {
    JsonNode error = object.path("error");
    if (RawMembers.tells(error) && !error.isMissingNode()) {
      throw new ReportedError(error);
    }
  }

  private static int index(ObjectNode event) {
    return event.path("output_index").asInt(0);
  }

  private static int part(ObjectNode event) {
    return event.path("content_index").asInt(0);
  }

  private static String text(ObjectNode event, String name) throws MalformedAnswer {
    JsonNode text = event.path(name);
    if (!text.isString()) {
      throw new MalformedAnswer("sent a " + name + " that is not a string");
    }
    return text.stringValue();
  }

  private static ObjectNode nested(ObjectNode event, String name) throws MalformedAnswer {
    return object(event.path(name));
  }

  private static ObjectNode object(JsonNode node) throws MalformedAnswer {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new MalformedAnswer("sent JSON that is not an object where its API promises one");
  }

  private static ObjectNode object(byte[] json, int length) throws MalformedAnswer {
    try {
      return object(UpstreamJson.MAPPER.readTree(json, 0, length));
    } catch (JacksonException malformed) {
      throw new MalformedAnswer("sent text that is not valid JSON");
    }
  }
}
