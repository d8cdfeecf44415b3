package dev.holdfast.ports.out.model;

import dev.holdfast.domain.transcript.RawFields;

/**
 * Request members that are forwarded to the model, unknown ones too; never gateway-owned ones.
 * Whatever API a request came by, they can be read in the dialect of chat completions.
 */
public sealed interface CallParameters {

  /** The members in the dialect of chat completions. */
  RawFields asChat();

  /** They came with a chat completion. */
  record OfChat(RawFields asChat) implements CallParameters {}

  /**
   * They came with a response.
   *
   * @param members as they came, in the dialect of the Responses API
   * @param hostedTool the parameter that names what chat completions know no way to ask for or to
   *     tell: the first tool that runs at a provider, such as {@code tools[1].type}, or else the
   *     first item of the request that only its maker understands and that is no reasoning, such as
   *     {@code input[2].type}; empty if there is neither
   */
  record OfResponses(RawFields members, RawFields asChat, String hostedTool)
      implements CallParameters {}

  /** No members at all. */
  CallParameters NONE = new OfChat(RawFields.NONE);
}
