package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.json.PassedMembers;
import dev.holdfast.adapters.http.server.ChatRequest.UsageChunk;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.util.HashSet;
import java.util.Set;

/** Writes the chunks of one streamed answer. What they all repeat is written once. */
final class ChunkJson {

  private static final String NO_LOGPROBS = ",\"logprobs\":null";
  private static final String UNFINISHED = ",\"finish_reason\":null}]";

  private static final Set<String> CALL_NAMES =
      Set.of("index", "id", "type", "function", "custom", Members.OF_RESPONSES);

  private final String head;

  /** Calls with free text instead of arguments, which later pieces do not tell. */
  private final Set<CallPlace> customCalls = new HashSet<>(0);

  /** Where a stream ends with token counts, every chunk before says that they are not known yet. */
  private final String tail;

  ChunkJson(TurnFacts facts, UsageChunk usageChunk) {
    JsonText json = new JsonText();
    CompletionJson.head(json, "chat.completion.chunk", facts);
    this.head = json.raw(",\"choices\":[").text();
    this.tail = usageChunk == UsageChunk.WANTED ? ",\"usage\":null}" : "}";
  }

  private record CallPlace(int choice, int index) {}

  /** Opens an answer. */
  byte[] role(int choice) {
    JsonText json = open(choice);
    json.raw("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}");
    return json.raw(NO_LOGPROBS).raw(UNFINISHED).raw(tail).bytes();
  }

  /** A piece of an answer. */
  byte[] delta(ModelDelta delta) {
    JsonText json = open(delta.choice());
    return switch (delta) {
      case ModelDelta.Text text -> {
        json.raw("\"content\":").string(text.text()).raw("}");
        yield finished(json, text.extra());
      }
      case ModelDelta.Refusal refusal -> {
        json.raw("\"refusal\":").string(refusal.text()).raw("}");
        yield finished(json, RawFields.NONE);
      }
      case ModelDelta.ToolCallBegun call -> {
        toolCallBegun(json, call);
        yield finished(json, RawFields.NONE);
      }
      case ModelDelta.ToolCallArguments arguments -> {
        toolCallArguments(json, arguments);
        yield finished(json, RawFields.NONE);
      }
      case ModelDelta.Reasoning reasoning -> {
        json.raw("\"reasoning_content\":").string(reasoning.text()).raw("}");
        yield finished(json, RawFields.NONE);
      }
      case ModelDelta.ItemDone _ ->
          throw new IllegalArgumentException("chat completions tell no ends of items");
      case ModelDelta.Other other -> {
        json.raw(inner(other.fields())).raw("}");
        yield finished(json, RawFields.NONE);
      }
    };
  }

  /** Says why an answer ends; members of the whole answer are told with it. */
  byte[] finish(int index, Choice choice, RawFields extra) {
    JsonText json = open(index).raw("}").raw(NO_LOGPROBS);
    json.raw(",\"finish_reason\":").string(CompletionJson.wire(choice.finish())).raw("}]");
    PassedMembers.write(json, extra, CompletionJson.ANSWER_NAMES);
    return json.raw(tail).bytes();
  }

  /** Tells the token counts after all answers. */
  byte[] usage(Usage usage) {
    JsonText json = new JsonText().raw(head).raw("],\"usage\":");
    CompletionJson.usage(json, usage);
    return json.raw("}").bytes();
  }

  private JsonText open(int choice) {
    return new JsonText().raw(head).raw("{\"index\":").number(choice).raw(",\"delta\":{");
  }

  private byte[] finished(JsonText json, RawFields extra) {
    Set<String> kept = PassedMembers.write(json, extra, CompletionJson.CHOICE_NAMES);
    json.raw(kept.contains("logprobs") ? "" : NO_LOGPROBS);
    return json.raw(UNFINISHED).raw(tail).bytes();
  }

  private void toolCallBegun(JsonText json, ModelDelta.ToolCallBegun call) {
    boolean custom = isCustom(call.extra());
    if (custom) {
      customCalls.add(new CallPlace(call.choice(), call.index()));
    }
    json.raw("\"tool_calls\":[{\"index\":").number(call.index());
    json.raw(",\"id\":").string(call.callId());
    json.raw(
        custom ? ",\"type\":\"custom\",\"custom\":{" : ",\"type\":\"function\",\"function\":{");
    json.raw("\"name\":").string(call.name());
    json.raw(custom ? ",\"input\":\"\"}" : ",\"arguments\":\"\"}");
    PassedMembers.write(json, call.extra(), CALL_NAMES);
    json.raw("}]}");
  }

  private void toolCallArguments(JsonText json, ModelDelta.ToolCallArguments arguments) {
    boolean custom = customCalls.contains(new CallPlace(arguments.choice(), arguments.index()));
    json.raw("\"tool_calls\":[{\"index\":").number(arguments.index());
    json.raw(custom ? ",\"custom\":{\"input\":" : ",\"function\":{\"arguments\":");
    json.string(arguments.fragment()).raw("}}]}");
  }

  private static boolean isCustom(RawFields extra) {
    return !extra.isEmpty()
        && ChatJson.MAPPER.readTree(extra.json()).path("type").asString("").equals("custom");
  }

  private static String inner(RawFields fields) {
    return fields.json().substring(1, fields.json().length() - 1);
  }
}
