package dev.holdfast.adapters.http.stub;

import static dev.holdfast.adapters.http.stub.StubReply.quoted;

import java.util.ArrayList;
import java.util.List;

/** Scripted answers of the stub in the dialect of the Responses API. */
public final class ResponsesReply {

  private ResponsesReply() {}

  /** An item of an answer. */
  public interface Output {

    /** The item where it is whole. */
    String whole();

    /** The events that tell it, each without its sequence number. */
    List<Event> events(int index);
  }

  /**
   * An event of a stream.
   *
   * @param members beside its type and number, as JSON without braces
   */
  public record Event(String type, String members) {}

  /** An answer of these words, streamed word by word. */
  public static StubReply text(String text) {
    return of(message(text));
  }

  /** An answer that calls one tool. */
  public static StubReply toolCall(String callId, String name, String arguments) {
    return of(call(callId, name, arguments));
  }

  /** An answer of these items. */
  public static StubReply of(Output... items) {
    return answer("completed", "null", "null", items);
  }

  /** An answer that is cut short for a reason. */
  public static StubReply cutShort(String reason, Output... items) {
    return answer("incomplete", "null", "{\"reason\":" + quoted(reason) + "}", items);
  }

  /** An answer that fails, streamed behind these items. */
  public static StubReply failed(String code, String message, Output... items) {
    String error = "{\"code\":" + quoted(code) + ",\"message\":" + quoted(message) + "}";
    return answer("failed", error, "null", items);
  }

  /** A message, streamed word by word. */
  public static Output message(String text) {
    return spoken("output_text", "text", text, ",\"annotations\":[],\"logprobs\":[]", "[]");
  }

  /** A message that refuses, streamed word by word. */
  public static Output refusal(String text) {
    return spoken("refusal", "refusal", text, "", "");
  }

  private static Output spoken(
      String type, String member, String text, String others, String logprobs) {
    return new Output() {
      @Override
      public String whole() {
        return message("completed", "[" + part(text) + "]");
      }

      private String part(String words) {
        return "{\"type\":\"" + type + "\",\"" + member + "\":" + quoted(words) + others + "}";
      }

      private String message(String status, String content) {
        return "{\"id\":\"msg_up\",\"type\":\"message\",\"status\":\"%s\",\"role\":\"assistant\",\"content\":%s}"
            .formatted(status, content);
      }

      @Override
      public List<Event> events(int index) {
        String at = at("msg_up", index) + ",\"content_index\":0";
        String beside = logprobs.isEmpty() ? "" : ",\"logprobs\":" + logprobs;
        List<Event> events = new ArrayList<>();
        events.add(item("added", index, message("in_progress", "[]")));
        events.add(new Event("response.content_part.added", at + ",\"part\":" + part("")));
        for (String word : text.split("(?<= )")) {
          events.add(
              new Event("response." + type + ".delta", at + ",\"delta\":" + quoted(word) + beside));
        }
        events.add(
            new Event(
                "response." + type + ".done", at + ",\"" + member + "\":" + quoted(text) + beside));
        events.add(new Event("response.content_part.done", at + ",\"part\":" + part(text)));
        events.add(item("done", index, whole()));
        return events;
      }
    };
  }

  /** A call of a function, its arguments streamed in two halves. */
  public static Output call(String callId, String name, String arguments) {
    return called("function_call", "arguments", "function_call_arguments", callId, name, arguments);
  }

  /** A call of a custom tool, its input streamed in two halves. */
  public static Output customCall(String callId, String name, String input) {
    return called("custom_tool_call", "input", "custom_tool_call_input", callId, name, input);
  }

  private static Output called(
      String type, String member, String event, String callId, String name, String arguments) {
    String id = "fc_up_" + callId;
    return new Output() {
      @Override
      public String whole() {
        return item("completed", arguments);
      }

      private String item(String status, String text) {
        return "{\"id\":%s,\"type\":\"%s\",\"status\":\"%s\",\"call_id\":%s,\"name\":%s,\"%s\":%s}"
            .formatted(
                quoted(id), type, status, quoted(callId), quoted(name), member, quoted(text));
      }

      @Override
      public List<Event> events(int index) {
        int half = arguments.length() / 2;
        String at = at(id, index);
        String delta = "response." + event + ".delta";
        return List.of(
            ResponsesReply.item("added", index, item("in_progress", "")),
            new Event(delta, at + ",\"delta\":" + quoted(arguments.substring(0, half))),
            new Event(delta, at + ",\"delta\":" + quoted(arguments.substring(half))),
            new Event(
                "response." + event + ".done", at + ",\"" + member + "\":" + quoted(arguments)),
            ResponsesReply.item("done", index, whole()));
      }
    };
  }

  /** Thoughts that are told by a summary and otherwise kept secret. */
  public static Output reasoning(String summary, String encrypted) {
    return new Output() {
      @Override
      public String whole() {
        return item(
            "[{\"type\":\"summary_text\",\"text\":" + quoted(summary) + "}]", quoted(encrypted));
      }

      private String item(String parts, String secret) {
        return "{\"id\":\"rs_up\",\"type\":\"reasoning\",\"summary\":%s,\"encrypted_content\":%s}"
            .formatted(parts, secret);
      }

      @Override
      public List<Event> events(int index) {
        String at = at("rs_up", index) + ",\"summary_index\":0";
        List<Event> events = new ArrayList<>();
        events.add(ResponsesReply.item("added", index, item("[]", "\"\"")));
        events.add(
            new Event(
                "response.reasoning_summary_part.added",
                at + ",\"part\":{\"type\":\"summary_text\",\"text\":\"\"}"));
        for (String word : summary.split("(?<= )")) {
          events.add(
              new Event(
                  "response.reasoning_summary_text.delta", at + ",\"delta\":" + quoted(word)));
        }
        events.add(ResponsesReply.item("done", index, whole()));
        return events;
      }
    };
  }

  /** A search that ran at the upstream. */
  public static Output webSearch(String query) {
    return new Output() {
      @Override
      public String whole() {
        return "{\"id\":\"ws_up\",\"type\":\"web_search_call\",\"status\":\"completed\","
            + "\"action\":{\"type\":\"search\",\"query\":"
            + quoted(query)
            + "}}";
      }

      @Override
      public List<Event> events(int index) {
        return List.of(
            ResponsesReply.item(
                "added",
                index,
                "{\"id\":\"ws_up\",\"type\":\"web_search_call\",\"status\":\"in_progress\"}"),
            new Event("response.web_search_call.searching", at("ws_up", index)),
            ResponsesReply.item("done", index, whole()));
      }
    };
  }

  private static String at(String id, int index) {
    return "\"item_id\":" + quoted(id) + ",\"output_index\":" + index;
  }

  private static Event item(String what, int index, String item) {
    return new Event(
        "response.output_item." + what, "\"output_index\":" + index + ",\"item\":" + item);
  }

  private static StubReply answer(
      String status, String error, String incompleteDetails, Output... items) {
    List<Event> events = new ArrayList<>();
    String begun = "\"response\":" + response("in_progress", "null", "null", "[]", "null");
    events.add(new Event("response.created", begun));
    events.add(new Event("response.in_progress", begun));
    List<String> output = new ArrayList<>();
    for (Output item : items) {
      events.addAll(item.events(output.size()));
      output.add(item.whole());
    }
    String usage =
        "{\"input_tokens\":11,\"input_tokens_details\":{\"cached_tokens\":3},\"output_tokens\":7,"
            + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":18}";
    String whole =
        response(status, error, incompleteDetails, "[" + String.join(",", output) + "]", usage);
    events.add(new Event("response." + status, "\"response\":" + whole));
    return StubReply.answer(whole, lines(events));
  }

  private static String response(
      String status, String error, String incompleteDetails, String output, String usage) {
    return "{\"id\":\"resp_up\",\"object\":\"response\",\"created_at\":1,\"status\":\"%s\",\"error\":%s,"
            .formatted(status, error)
        + "\"incomplete_details\":%s,\"model\":\"stub\",\"output\":%s,\"store\":false,\"usage\":%s}"
            .formatted(incompleteDetails, output, usage);
  }

  /** A stream of these events, one write each. */
  public static StubReply events(Event... events) {
    return StubReply.named(lines(List.of(events)));
  }

  private static List<String> lines(List<Event> events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      lines.add(
          "event: %s\ndata: {\"type\":\"%s\",\"sequence_number\":%d,%s}\n\n"
              .formatted(event.type(), event.type(), lines.size(), event.members()));
    }
    return lines;
  }
}
