package dev.holdfast.app.demo;

import dev.holdfast.app.configuration.DemoRoute;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.out.model.CallParameters;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.Answered;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import dev.holdfast.ports.out.model.ModelRuntime.ModelDeltas;
import dev.holdfast.ports.out.model.TokenCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A conversation with the demo model, written the way it is read. */
final class DemoTalk {

  /** Three for the message and one for each word. */
  static final TokenCounter WORDS =
      item ->
          3
              + switch (item) {
                case Item.Message message -> words(Parts.text(message.content()));
                case Item.ToolCall call -> words(call.arguments());
                case Item.ToolResult result -> words(Parts.text(result.output()));
                case Item.Other _ -> 0;
              };

  private final List<PromptItem> prompt = new ArrayList<>();
  private final List<ModelDelta> deltas = new ArrayList<>();
  private String parameters = "{}";
  private Duration limit = Duration.ofMinutes(1);

  private static int words(String text) {
    return text.isEmpty() ? 0 : text.split(" ").length;
  }

  static DemoTalk user(String text) {
    return new DemoTalk().and(Item.message(Role.USER, text));
  }

  static DemoTalk message(Role role, ContentPart... parts) {
    return new DemoTalk().and(new Item.Message(role, List.of(parts), RawFields.NONE));
  }

  DemoTalk and(Item item) {
    prompt.add(new PromptItem(item, EventOrigin.client()));
    return this;
  }

  DemoTalk thenUser(String text) {
    return and(Item.message(Role.USER, text));
  }

  DemoTalk thenAssistant(String text) {
    return and(Item.message(Role.ASSISTANT, text));
  }

  DemoTalk thenCall(String id, String name) {
    return and(new Item.ToolCall(id, name, "{}", RawFields.NONE));
  }

  DemoTalk thenResult(String id, String output) {
    return and(new Item.ToolResult(id, List.of(ContentPart.text(output)), RawFields.NONE));
  }

  /** Sets the parameters; single quotes stand for double ones. */
  DemoTalk with(String json) {
    parameters = json.replace('\'', '"');
    return this;
  }

  DemoTalk within(Duration timeLimit) {
    limit = timeLimit;
    return this;
  }

  Generation generation(Delivery delivery) {
    return generation(delivery, deltas::add);
  }

  Generation generation(Delivery delivery, ModelDeltas hearer) {
    ModelCall call =
        new ModelCall(
            DemoRoute.route(),
            prompt,
            new CallParameters.OfChat(new RawFields(parameters)),
            delivery,
            limit);
    return new DemoModelRuntime(WORDS).prepare(call, hearer);
  }

  ModelOutcome outcome(Delivery delivery) {
    return generation(delivery).run();
  }

  Answered answered() {
    return (Answered) outcome(Delivery.STREAMED);
  }

  List<Item> items() {
    return answered().choices().getFirst().items();
  }

  /** The text of the answer. */
  String text() {
    return Parts.text(((Item.Message) items().getFirst()).content());
  }

  /** The calls of the answer as {@code name(arguments)}. */
  List<String> calls() {
    return items().stream()
        .filter(Item.ToolCall.class::isInstance)
        .map(Item.ToolCall.class::cast)
        .map(call -> call.name() + '(' + call.arguments() + ')')
        .toList();
  }

  List<ModelDelta> deltas() {
    return deltas;
  }
}
