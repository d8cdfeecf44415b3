package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.MalformedMember;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.MemberKind;
import dev.holdfast.adapters.http.json.RequestProblem;
import dev.holdfast.adapters.http.json.RequestProblem.Fault;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway knows of the members of a request for a response. Members that stand nowhere
 * here are forwarded as they came.
 */
final class RequestRules {

  /** Members whose value must be of a kind, forwarded ones among them. */
  static final Map<String, EnumSet<MemberKind>> KINDS =
      Map.ofEntries(
          Map.entry("background", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("frequency_penalty", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("include", EnumSet.of(MemberKind.ARRAY)),
          Map.entry("input", EnumSet.of(MemberKind.STRING, MemberKind.ARRAY)),
          Map.entry("instructions", EnumSet.of(MemberKind.STRING)),
          Map.entry("max_output_tokens", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("max_tool_calls", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("metadata", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("model", EnumSet.of(MemberKind.STRING)),
          Map.entry("parallel_tool_calls", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("presence_penalty", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("previous_response_id", EnumSet.of(MemberKind.STRING)),
          Map.entry("prompt_cache_key", EnumSet.of(MemberKind.STRING)),
          Map.entry("reasoning", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("safety_identifier", EnumSet.of(MemberKind.STRING)),
          Map.entry("service_tier", EnumSet.of(MemberKind.STRING)),
          Map.entry("store", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("stream", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("stream_options", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("temperature", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("text", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("tool_choice", EnumSet.of(MemberKind.STRING, MemberKind.OBJECT)),
          Map.entry("tools", EnumSet.of(MemberKind.ARRAY)),
          Map.entry("top_logprobs", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("top_p", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("truncation", EnumSet.of(MemberKind.STRING)),
          Map.entry("user", EnumSet.of(MemberKind.STRING)));

  /**
   * Members that would change what is done if they were honoured and are not: refused when they say
   * something, and never forwarded.
   */
  static final Set<String> UNSUPPORTED =
      Set.of("context_management", "conversation", "messages", "n", "prompt");

  /** Members that the gateway acts on itself and that no upstream hears of. */
  static final Set<String> OURS =
      Set.of(
          "background",
          "input",
          "instructions",
          "metadata",
          "model",
          "previous_response_id",
          "store",
          "stream",
          "stream_options");

  /**
   * What can be asked to be included. Log probabilities are asked of every upstream. Image URLs are
   * always there, because items are kept whole. The others add to items that only an upstream of
   * the same API makes, which hears of them; elsewhere there is nothing they could be added to.
   */
  private static final Set<String> INCLUDABLE =
      Set.of(
          ParameterDialect.LOGPROBS,
          "code_interpreter_call.outputs",
          "computer_call_output.output.image_url",
          "file_search_call.results",
          "message.input_image.image_url",
          "reasoning.encrypted_content",
          "web_search_call.action.sources",
          "web_search_call.results");

  private RequestRules() {}

  static void checkInclude(JsonNode include) {
    for (int index = 0; index < include.size(); index++) {
      JsonNode value = include.get(index);
      String where = "include[" + index + "]";
      if (!value.isString()) {
        throw wrongKind(where, "a string");
      }
      if (!INCLUDABLE.contains(value.stringValue())) {
        throw new RequestProblem(
            Fault.UNSUPPORTED_PARAMETER,
            "'"
                + where
                + "' asks for something that is not supported here. Nothing was done;"
                + " leave it out.",
            where);
      }
    }
  }

  /** A client whose last answer had no id must not begin anew without noticing. */
  static String previous(String id) {
    if (id.isBlank()) {
      throw new RequestProblem(
          Fault.INVALID_VALUE,
          "'previous_response_id' is empty. Nothing was done; leave it out to begin a"
              + " conversation.",
          "previous_response_id");
    }
    return id;
  }

  static void checkTruncation(String truncation) {
    if (!truncation.equals("auto") && !truncation.equals("disabled")) {
      throw new RequestProblem(
          Fault.INVALID_VALUE, "'truncation' must be auto or disabled.", "truncation");
    }
  }

  static void checkStreamOptions(JsonNode options) {
    JsonNode obfuscation = options.path("include_obfuscation");
    if (!Members.absent(obfuscation) && !obfuscation.isBoolean()) {
      throw wrongKind("stream_options.include_obfuscation", "true or false");
    }
  }

  static void checkTools(JsonNode tools) {
    for (int index = 0; index < tools.size(); index++) {
      JsonNode tool = tools.get(index);
      String where = "tools[" + index + "]";
      checkTyped(tool, where);
      String type = tool.path("type").stringValue();
      boolean named = type.equals("function") || type.equals("custom");
      if (named && !tool.path("name").isString()) {
        throw wrongKind(where + ".name", "a string");
      }
    }
  }

  static void checkToolChoice(JsonNode choice) {
    if (choice.isObject()) {
      checkTyped(choice, "tool_choice");
    }
  }

  static void checkText(JsonNode text) {
    if (!Members.absent(text.path("format"))) {
      checkTyped(text.path("format"), "text.format");
    }
    checkString(text, "text", "verbosity");
  }

  static void checkReasoning(JsonNode reasoning) {
    checkString(reasoning, "reasoning", "effort");
  }

  private static void checkString(JsonNode object, String outer, String name) {
    JsonNode member = object.path(name);
    if (!Members.absent(member) && !member.isString()) {
      throw wrongKind(outer + "." + name, "a string");
    }
  }

  private static void checkTyped(JsonNode object, String where) {
    if (!object.isObject() || !object.path("type").isString()) {
      throw wrongKind(where, "an object with a type");
    }
  }

  private static RequestProblem wrongKind(String where, String expected) {
    return new RequestProblem(
        Fault.INVALID_TYPE, "'" + where + "' must be " + expected + ". Nothing was done.", where);
  }

  /** A member that is not as it must be, as a problem of the request. */
  static RequestProblem of(MalformedMember malformed) {
    return new RequestProblem(
        Fault.INVALID_VALUE,
        malformed.param() + " " + malformed.problem() + ".",
        malformed.param());
  }
}
