package dev.holdfast.domain.transcript;

import java.util.List;

/** What one transcript event says. Both APIs are rendered from items, and parsed into them. */
public sealed interface Item {

  /** Members beside those that have a component of their own, kept for whoever made them. */
  RawFields extra();

  /** Whether this instructs the model instead of taking part in the talk. */
  default boolean isInstruction() {
    return this instanceof Message message && message.role().isInstruction();
  }

  /** Whether a model said this, or would have. */
  default boolean isFromAssistant() {
    return switch (this) {
      case Message message -> message.role() == Role.ASSISTANT;
      case ToolCall call -> true;
      case ToolResult result -> false;
      // What a client answers to a hosted call is an item of the same kind.
      case Other other -> !other.type().endsWith("_output") && !other.type().endsWith("_response");
    };
  }

  /** Words of a role. Content may be empty where only {@code extra} matters. */
  record Message(Role role, List<ContentPart> content, RawFields extra) implements Item {
    public Message {
      content = List.copyOf(content);
    }
  }

  /**
   * The model asks for a tool.
   *
   * @param callId the id its result must carry
   * @param arguments the argument text byte for byte, whether or not it is valid JSON
   */
  record ToolCall(String callId, String name, String arguments, RawFields extra) implements Item {}

  /** What a tool answered to the call of the same id. */
  record ToolResult(String callId, List<ContentPart> output, RawFields extra) implements Item {
    public ToolResult {
      output = List.copyOf(output);
    }
  }

  /**
   * What only its maker understands: a model's reasoning, the call of a tool that runs at the
   * provider. Kept whole, and goes back to the provider that made it.
   *
   * @param type the item's type as its maker wrote it, such as {@code reasoning}
   */
  record Other(String type, RawFields extra) implements Item {}

  /** A message of one text part and no further members. */
  static Item message(Role role, String text) {
    return new Message(role, List.of(ContentPart.text(text)), RawFields.NONE);
  }
}
