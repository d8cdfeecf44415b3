package dev.holdfast.app.demo;

import dev.holdfast.app.demo.DemoParameters.Format;
import dev.holdfast.app.demo.DemoParameters.Tool;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the answer to a conversation; the same conversation always gets the same. */
final class Answering {

  /** The most that is quoted of anything, in characters. */
  private static final int LONGEST_QUOTE = 1_000;

  private final Conversation conversation;
  private final DemoParameters parameters;

  Answering(Conversation conversation, DemoParameters parameters) {
    this.conversation = conversation;
    this.parameters = parameters;
  }

  DemoAnswer answer() {
    List<Item.ToolResult> results = conversation.freshResults();
    if (!results.isEmpty()) {
      return formatted(results.stream().map(this::quoted).collect(Collectors.joining(" ")));
    }
    String text = conversation.text();
    if (StageDirection.REFUSE.isIn(text)) {
      return new DemoAnswer.Refuses(
          "I refuse, because the message says " + StageDirection.REFUSE.word() + ".");
    }
    List<Tool> tools = ToolChoice.of(parameters, text);
    return tools.isEmpty() ? formatted(words(text)) : calls(tools, text);
  }

  private String quoted(Item.ToolResult result) {
    String output = Parts.text(result.output());
    String seen = attachments(Parts.attachments(result.output()));
    return "The tool "
        + conversation.toolOf(result)
        + " answered: "
        + Words.quoted(output, LONGEST_QUOTE)
        + (seen.isEmpty() ? "." : " and " + seen + ".");
  }

  private String words(String text) {
    String seen = attachments(Parts.attachments(conversation.last().content()));
    String said = text.isEmpty() ? "" : reply(text);
    if (seen.isEmpty()) {
      return said.isEmpty() ? "I got a message without words." : said;
    }
    return "I see " + seen + "." + (said.isEmpty() ? "" : " " + said);
  }

  private static String attachments(List<String> phrases) {
    return String.join(" and ", phrases);
  }

  private String reply(String text) {
    String question = Words.sentences(text).getLast();
    if (!Words.asks(question)) {
      return speaker() + ": " + Words.quoted(text, LONGEST_QUOTE);
    }
    return Recall.find(question, conversation.items())
        .map(found -> found.speaker() + ": " + Words.quoted(found.sentence(), LONGEST_QUOTE))
        .orElseGet(
            () ->
                "I do not find that in our conversation. You asked: "
                    + Words.quoted(question, LONGEST_QUOTE));
  }

  private String speaker() {
    return switch (conversation.last().role()) {
      case USER -> "You said";
      case ASSISTANT -> "I said";
      case SYSTEM, DEVELOPER -> "My instructions say";
    };
  }

  private DemoAnswer formatted(String words) {
    return switch (parameters.format()) {
      case Format.Words plain -> new DemoAnswer.Says(words);
      case Format.Json json ->
          new DemoAnswer.Says(
              DemoParameters.JSON.writeValueAsString(SchemaSample.of(json.schema(), words)));
    };
  }

  private DemoAnswer calls(List<Tool> tools, String text) {
    List<Item.ToolCall> calls = new ArrayList<>();
    for (Tool tool : tools) {
      calls.add(call(tool, text, calls.size()));
    }
    return new DemoAnswer.Calls(calls);
  }

  private Item.ToolCall call(Tool tool, String text, int index) {
    return switch (tool.kind()) {
      case FUNCTION -> {
        String arguments =
            DemoParameters.JSON.writeValueAsString(
                SchemaSample.of(tool.schema(), Words.subject(text)));
        yield new Item.ToolCall(callId(index), tool.name(), arguments, RawFields.NONE);
      }
      case CUSTOM ->
          new Item.ToolCall(
              callId(index), tool.name(), text, new RawFields("{\"type\":\"custom\"}"));
    };
  }

  /** Another conversation gives another id, and so does each turn of one, because it has grown. */
  private String callId(int index) {
    String seed = index + conversation.items().toString();
    UUID digest = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
    return "call_" + digest.toString().replace("-", "");
  }
}
