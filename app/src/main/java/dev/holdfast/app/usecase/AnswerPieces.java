package dev.holdfast.app.usecase;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.util.ArrayList;
import java.util.List;

/** A whole answer as the pieces of a stream: one for each part, in the order in which it came. */
final class AnswerPieces {

  /** What only the Responses API has words for stands under this name, and is told by no piece. */
  private static final String NOT_FOR_CHAT = "\"holdfast:responses\"";

  private AnswerPieces() {}

  static List<ModelDelta> of(List<Choice> choices) {
    List<ModelDelta> pieces = new ArrayList<>();
    for (int choice = 0; choice < choices.size(); choice++) {
      int calls = 0;
      for (Item item : choices.get(choice).items()) {
        switch (item) {
          case Item.Message message -> add(pieces, choice, message);
          case Item.ToolCall call -> {
            pieces.add(
                new ModelDelta.ToolCallBegun(
                    choice, calls, call.callId(), call.name(), call.extra()));
            pieces.add(new ModelDelta.ToolCallArguments(choice, calls, call.arguments()));
            calls++;
          }
          case Item.Other _, Item.ToolResult _ -> pieces.add(new ModelDelta.ItemDone(choice, item));
        }
      }
    }
    return pieces;
  }

  private static void add(List<ModelDelta> pieces, int choice, Item.Message message) {
    if (!message.extra().isEmpty() && !message.extra().json().contains(NOT_FOR_CHAT)) {
      pieces.add(new ModelDelta.Other(choice, message.extra()));
    }
    for (ContentPart part : message.content()) {
      switch (part) {
        case ContentPart.Text text ->
            pieces.add(new ModelDelta.Text(choice, text.text(), RawFields.NONE));
        case ContentPart.Refusal refusal ->
            pieces.add(new ModelDelta.Refusal(choice, refusal.refusal()));
        case ContentPart.Image _, ContentPart.File _, ContentPart.Other _ -> {
          // a stream of text has no piece for it; the whole answer tells it
        }
      }
    }
  }
}
