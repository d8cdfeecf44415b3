package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.RefusalReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the tool calls of one path and holds new results against them. A round is what a model
 * calls in one answer, with the results; user input, or the model's next words, end it. Some models
 * use an id again in a later round, or twice in one: an id always means its latest round.
 */
final class ToolRounds {

  /** Ids that a message names, and characters it shows of one: enough to find them again. */
  private static final int NAMED_IDS = 16;

  private static final int SHOWN_OF_ID = 80;

  private final Set<String> ever = new HashSet<>();
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final Map<String, Integer> results = new HashMap<>();
  private boolean broughtNow;

  private ToolRounds() {}

  /** The alignment itself if its input answers calls as it should, else what is wrong with it. */
  static Alignment check(Alignment.Aligned aligned, List<TranscriptEvent> path) {
    ToolRounds rounds = new ToolRounds();
    for (TranscriptEvent event : path.subList(0, HistoryAlignment.endOf(path, aligned.at()))) {
      rounds.follow(event.item());
    }
    return rounds.bring(aligned);
  }

  /** The ids of the calls that wait for their result at the end of a path. */
  static Set<String> awaitedAtTheEnd(List<TranscriptEvent> path) {
    ToolRounds rounds = new ToolRounds();
    path.forEach(event -> rounds.follow(event.item()));
    return rounds.calls.keySet().stream().filter(rounds::isAwaited).collect(Collectors.toSet());
  }

  private Alignment bring(Alignment.Aligned aligned) {
    for (Item item : aligned.input()) {
      if (item instanceof Item.ToolResult result && !isAwaited(result.callId())) {
        return unmatched(result.callId());
      }
      if (endsRound(item) && broughtNow && isHalfAnswered()) {
        return missing();
      }
      follow(item);
      broughtNow |= item instanceof Item.ToolResult;
    }
    return isHalfAnswered() && (broughtNow || aligned.input().isEmpty()) ? missing() : aligned;
  }

  private void follow(Item item) {
    if (endsRound(item)) {
      calls.clear();
      results.clear();
      broughtNow = false;
    }
    switch (item) {
      case Item.ToolCall call -> {
        ever.add(call.callId());
        calls.merge(call.callId(), 1, Integer::sum);
      }
      case Item.ToolResult result -> {
        if (isAwaited(result.callId())) {
          results.merge(result.callId(), 1, Integer::sum);
        }
      }
      case Item.Message message -> {}
      case Item.Other other -> {}
    }
  }

  /**
   * Instructions may stand between calls and results; the model's words end a round once it has
   * results.
   */
  private boolean endsRound(Item item) {
    return item.isFromAssistant()
        ? !results.isEmpty()
        : item instanceof Item.Message message && message.role() == Role.USER;
  }

  /** Whether a call of this round has no result yet. */
  private boolean isAwaited(String callId) {
    return results.getOrDefault(callId, 0) < calls.getOrDefault(callId, 0);
  }

  /** Whether some ids of this round have results and some have none. */
  private boolean isHalfAnswered() {
    return !results.isEmpty() && results.size() < calls.size();
  }

  private Alignment unmatched(String callId) {
    return ever.contains(callId)
        ? new Alignment.Misfit(
            RefusalReason.TOOL_CALL_SUPERSEDED,
            "The conversation has gone on since tool call '%s', or it has its result already."
                    .formatted(shown(callId))
                + " Nothing was stored. Leave this result out, or send the whole conversation up to"
                + " it in history mode 'full' to branch there.")
        : new Alignment.Misfit(
            RefusalReason.TOOL_RESULT_UNKNOWN,
            "No tool call '%s' stands on the current branch of the conversation. Nothing was stored."
                    .formatted(shown(callId))
                + " Send the id exactly as the call brought it, or the call along with its"
                + " result.");
  }

  private Alignment missing() {
    List<String> open = calls.keySet().stream().filter(id -> !results.containsKey(id)).toList();
    List<String> named = open.stream().limit(NAMED_IDS).map(id -> "'" + shown(id) + "'").toList();
    String more = open.size() > NAMED_IDS ? " and %d more".formatted(open.size() - NAMED_IDS) : "";
    return new Alignment.Misfit(
        RefusalReason.TOOL_RESULTS_MISSING,
        "Results are missing for the tool calls %s%s of the same answer. Nothing was stored. Send the"
                .formatted(String.join(", ", named), more)
            + " results of all calls of one answer together.");
  }

  private static String shown(String id) {
    return id.length() <= SHOWN_OF_ID ? id : id.substring(0, SHOWN_OF_ID) + "…";
  }
}
