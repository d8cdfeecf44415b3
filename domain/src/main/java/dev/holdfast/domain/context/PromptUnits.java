package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a path from its newest event backwards, unit by unit. A result goes to the nearest call of
 * its id before it; one without a call is passed over.
 */
final class PromptUnits {

  /** What stands in for a result that never came. */
  static final String NOT_ANSWERED =
      "This tool call was not answered: the conversation went on without its result.";

  /**
   * Tokens counted for {@link #NOT_ANSWERED}: some 15 for its words and as many for the id, rounded
   * up. No event has counted it.
   */
  static final int NOT_ANSWERED_TOKENS = 40;

  private final List<TranscriptEvent> path;
  private final Map<String, Deque<TranscriptEvent>> results = new HashMap<>();
  private int end;

  private PromptUnits(List<TranscriptEvent> path) {
    this.path = path;
    this.end = path.size();
    collectResults();
  }

  /** The units of a path, from the oldest to the newest. */
  static List<PromptUnit> of(List<TranscriptEvent> path) {
    PromptUnits reading = new PromptUnits(path);
    List<PromptUnit> units = new ArrayList<>(path.size());
    while (reading.end > 0) {
      units.add(reading.older());
    }
    Collections.reverse(units);
    return units;
  }

  private PromptUnit older() {
    TranscriptEvent newest = path.get(end - 1);
    PromptUnit unit = newest.item() instanceof Item.ToolCall ? round() : message(path.get(--end));
    unit = newest.item().isFromAssistant() ? withThoughts(unit) : unit;
    collectResults();
    return unit;
  }

  /** What a model thought goes with what it said or called then. */
  private PromptUnit withThoughts(PromptUnit unit) {
    Deque<PromptUnit> parts = new ArrayDeque<>(List.of(unit));
    while (end > 0 && path.get(end - 1).item() instanceof Item.Other) {
      parts.addFirst(message(path.get(--end)));
    }
    return parts.size() == 1 ? unit : PromptUnit.of(parts);
  }

  private static PromptUnit message(TranscriptEvent event) {
    return new PromptUnit(
        List.of(new PromptItem(event.item(), event.origin())),
        event.tokens(),
        1,
        event.item().isFromAssistant());
  }

  /** The run of calls that ends here, with the words before it and the results behind it. */
  private PromptUnit round() {
    int start = end - 1;
    while (start > 0 && path.get(start - 1).item() instanceof Item.ToolCall) {
      start--;
    }
    int calls = start;
    if (start > 0
        && path.get(start - 1).item() instanceof Item.Message before
        && before.isFromAssistant()) {
      start--;
    }
    Deque<PromptUnit> parts = new ArrayDeque<>();
    // Backwards, so that of two calls of one id the later takes the later result.
    for (int i = end - 1; i >= calls; i--) {
      parts.addFirst(answer(((Item.ToolCall) path.get(i).item()).callId()));
    }
    for (int i = end - 1; i >= start; i--) {
      parts.addFirst(message(path.get(i)));
    }
    end = start;
    return PromptUnit.of(parts);
  }

  private PromptUnit answer(String callId) {
    Deque<TranscriptEvent> found = results.getOrDefault(callId, new ArrayDeque<>());
    if (!found.isEmpty()) {
      return message(found.removeFirst());
    }
    Item stand =
        new Item.ToolResult(callId, List.of(ContentPart.text(NOT_ANSWERED)), RawFields.NONE);
    return new PromptUnit(
        List.of(new PromptItem(stand, EventOrigin.client())), NOT_ANSWERED_TOKENS, 0, false);
  }

  /** Sets results aside until their call is reached. */
  private void collectResults() {
    while (end > 0
        && path.get(end - 1).item()
            instanceof Item.ToolResult(String callId, var output, var extra)) {
      results.computeIfAbsent(callId, id -> new ArrayDeque<>()).addLast(path.get(--end));
    }
  }
}
