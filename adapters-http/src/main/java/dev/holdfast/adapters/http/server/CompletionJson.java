package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.ChatMessages;
import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.json.PassedMembers;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnOutcome.Completed;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes the parts that whole answers and streams share, and whole answers. */
final class CompletionJson {

  /**
   * Names that members of an upstream's answer never replace. A stream event with a member {@code
   * error} would be taken for a failure, whatever its value.
   */
  static final Set<String> ANSWER_NAMES =
      Set.of("id", "object", "created", "model", "choices", "usage", "error");

  /** The same for one choice. */
  static final Set<String> CHOICE_NAMES = Set.of("index", "message", "delta", "finish_reason");

  private CompletionJson() {}

  /** The body of an answer that is not streamed. */
  static byte[] whole(Completed completed) {
    JsonText json = new JsonText();
    head(json, "chat.completion", completed.facts());
    json.raw(",\"choices\":[");
    List<Choice> choices = completed.choices();
    for (int index = 0; index < choices.size(); index++) {
      json.raw(index == 0 ? "" : ",");
      choice(json, index, choices.get(index));
    }
    usage(json.raw("],\"usage\":"), completed.usage());
    PassedMembers.write(json, completed.extra(), ANSWER_NAMES);
    return json.raw("}").bytes();
  }

  private static void choice(JsonText json, int index, Choice choice) {
    json.raw("{\"index\":").number(index);
    json.raw(",\"message\":").raw(message(choice.items()));
    Set<String> kept = PassedMembers.write(json, choice.extra(), CHOICE_NAMES);
    json.raw(kept.contains("logprobs") ? "" : ",\"logprobs\":null");
    json.raw(",\"finish_reason\":").string(wire(choice.finish())).raw("}");
  }

  private static String message(List<Item> items) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = ChatJson.MAPPER.createGenerator(text)) {
      ChatMessages.writeAnswer(out, items);
    }
    return text.toString();
  }

  /** The members that open an answer and each chunk, the object's brace first. */
  static void head(JsonText json, String kind, TurnFacts facts) {
    json.raw("{\"id\":").string("chatcmpl-" + facts.turn().value());
    json.raw(",\"object\":").string(kind);
    json.raw(",\"created\":").number(facts.startedAt().getEpochSecond());
    json.raw(",\"model\":").string(facts.route().reference());
  }

  /** Token counts; marked if the upstream gave none and they are our own estimate. */
  static void usage(JsonText json, Usage usage) {
    json.raw("{\"prompt_tokens\":").number(usage.inputTokens());
    json.raw(",\"completion_tokens\":").number(usage.outputTokens());
    json.raw(",\"total_tokens\":").number(usage.totalTokens());
    json.raw(",\"prompt_tokens_details\":{\"cached_tokens\":").number(usage.cachedTokens());
    json.raw(",\"cache_write_tokens\":").number(usage.cacheWriteTokens());
    json.raw("},\"completion_tokens_details\":{\"reasoning_tokens\":");
    json.number(usage.reasoningTokens()).raw("}");
    json.raw(
        switch (usage.source()) {
          case REPORTED -> "}";
          case ESTIMATED -> ",\"estimated\":true}";
        });
  }

  /** A reason to stop, as clients know it. */
  static String wire(FinishReason finish) {
    return switch (finish) {
      case STOP -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS -> "tool_calls";
      case CONTENT_FILTER -> "content_filter";
    };
  }
}
