package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.MemberKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the gateway knows of the members of a chat request, as data. Members that stand nowhere here
 * are forwarded as they came.
 */
final class FieldRules {

  /** Members whose value must be of a kind, forwarded ones among them. */
  static final Map<String, EnumSet<MemberKind>> KINDS =
      Map.ofEntries(
          Map.entry("frequency_penalty", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("logit_bias", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("logprobs", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("max_completion_tokens", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("max_tokens", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("metadata", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("model", EnumSet.of(MemberKind.STRING)),
          Map.entry("n", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("parallel_tool_calls", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("presence_penalty", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("prompt_cache_key", EnumSet.of(MemberKind.STRING)),
          Map.entry("reasoning_effort", EnumSet.of(MemberKind.STRING)),
          Map.entry("response_format", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("safety_identifier", EnumSet.of(MemberKind.STRING)),
          Map.entry("seed", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("service_tier", EnumSet.of(MemberKind.STRING)),
          Map.entry("stop", EnumSet.of(MemberKind.STRING, MemberKind.ARRAY)),
          Map.entry("store", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("stream", EnumSet.of(MemberKind.BOOLEAN)),
          Map.entry("stream_options", EnumSet.of(MemberKind.OBJECT)),
          Map.entry("temperature", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("tool_choice", EnumSet.of(MemberKind.STRING, MemberKind.OBJECT)),
          Map.entry("tools", EnumSet.of(MemberKind.ARRAY)),
          Map.entry("top_logprobs", EnumSet.of(MemberKind.INTEGER)),
          Map.entry("top_p", EnumSet.of(MemberKind.NUMBER)),
          Map.entry("user", EnumSet.of(MemberKind.STRING)));

  /**
   * Members that would change what is done if they were honoured and are not: refused when they say
   * something, and never forwarded.
   */
  static final Set<String> UNSUPPORTED =
      Set.of("background", "conversation", "include", "previous_response_id", "prompt");

  private FieldRules() {}
}
