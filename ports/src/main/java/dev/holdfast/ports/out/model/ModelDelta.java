package dev.holdfast.ports.out.model;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;

/**
 * A piece of a streamed answer.
 *
 * <p>{@code choice} is the index of the answer it belongs to, from 0; more than one only where a
 * stateless request asked for several.
 */
public sealed interface ModelDelta {

  int choice();

  /**
   * More text of the answer.
   *
   * @param extra members of the upstream's chunk choice that are passed on, such as log
   *     probabilities
   */
  record Text(int choice, String text, RawFields extra) implements ModelDelta {}

  /** More text of a refusal. */
  record Refusal(int choice, String text) implements ModelDelta {}

  /**
   * A tool call begins.
   *
   * @param index position among the answer's calls, from 0
   */
  record ToolCallBegun(int choice, int index, String callId, String name, RawFields extra)
      implements ModelDelta {}

  /** More of a tool call's argument text. */
  record ToolCallArguments(int choice, int index, String fragment) implements ModelDelta {}

  /** More of a model's thoughts. */
  record Reasoning(int choice, Kind kind, String text) implements ModelDelta {

    /** What of its thoughts a model tells. */
    public enum Kind {
      /** The thoughts themselves. */
      TEXT,
      /** A summary of them. */
      SUMMARY
    }
  }

  /**
   * An item is whole, for runtimes whose upstream tells so. What was told of it piece by piece
   * before is part of it; an {@link Item.Other} may come without any piece.
   */
  record ItemDone(int choice, Item item) implements ModelDelta {}

  /** Delta members that Holdfast only passes on, such as {@code reasoning_content}. */
  record Other(int choice, RawFields fields) implements ModelDelta {}
}
