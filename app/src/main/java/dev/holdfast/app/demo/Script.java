package dev.holdfast.app.demo;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as it is told.
 *
 * @param pieces what is told, in order; joined they are the items
 */
record Script(List<Piece> pieces, List<Item> items, FinishReason finish) {

  Script {
    pieces = List.copyOf(pieces);
    items = List.copyOf(items);
  }

  /** A delta that has no choice yet, since every choice is told the same. */
  interface Piece {
    ModelDelta of(int choice);
  }

  /**
   * Words, told one by one.
   *
   * @param words the pieces of the text, at least one
   */
  static Script says(List<String> words, FinishReason finish) {
    List<Piece> pieces = new ArrayList<>(words.size());
    for (String word : words) {
      pieces.add(choice -> new ModelDelta.Text(choice, word, RawFields.NONE));
    }
    Item message = Item.message(Role.ASSISTANT, String.join("", words));
    return new Script(pieces, List.of(message), finish);
  }

  /** A refusal, told word by word. */
  static Script refuses(List<String> words) {
    List<Piece> pieces = new ArrayList<>(words.size());
    for (String word : words) {
      pieces.add(choice -> new ModelDelta.Refusal(choice, word));
    }
    ContentPart refusal = new ContentPart.Refusal(String.join("", words), RawFields.NONE);
    Item message = new Item.Message(Role.ASSISTANT, List.of(refusal), RawFields.NONE);
    return new Script(pieces, List.of(message), FinishReason.STOP);
  }

  /** Calls, the arguments of each in two fragments. */
  static Script calls(List<Item.ToolCall> calls) {
    List<Piece> pieces = new ArrayList<>();
    int position = 0;
    for (Item.ToolCall call : calls) {
      int index = position++;
      pieces.add(
          choice ->
              new ModelDelta.ToolCallBegun(
                  choice, index, call.callId(), call.name(), call.extra()));
      for (String fragment : halves(call.arguments())) {
        pieces.add(choice -> new ModelDelta.ToolCallArguments(choice, index, fragment));
      }
    }
    return new Script(pieces, List.copyOf(calls), FinishReason.TOOL_CALLS);
  }

  /** The words of a text with the spaces behind them; a single word in two halves. */
  static List<String> words(String text) {
    List<String> words = List.of(text.split("(?<= )"));
    return words.size() == 1 ? halves(text) : words;
  }

  private static List<String> halves(String text) {
    int points = text.codePointCount(0, text.length());
    if (points < 2) {
      return List.of(text);
    }
    int middle = text.offsetByCodePoints(0, points / 2);
    return List.of(text.substring(0, middle), text.substring(middle));
  }
}
