package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The default assembly: as many of the newest events as the budget holds.
 *
 * <p>While nothing has to be left out, what one turn sees begins with all that the turn before saw,
 * so that a provider's prompt cache hits.
 */
public final class NewestFirst {

  private final long budgetTokens;
  private final Deque<PromptUnit> kept = new ArrayDeque<>();
  private long tokens;
  private int keptEvents;

  private NewestFirst(long budgetTokens) {
    this.budgetTokens = budgetTokens;
  }

  /**
   * Assembles a context. The instructions at the root of the path and the newest input are always
   * kept: the last message or round of tool calls, and what the user said directly before it.
   *
   * <p>A round of tool calls is kept or left out as a whole, each run of calls followed by its
   * results. A call that was never answered gets a result that says so, which no store ever sees.
   *
   * @param leading instructions of this turn; always kept, they come first
   * @param path the branch from its root to the newest input; without its own leading instructions
   *     if those of the turn replace them
   * @param budgetTokens the most the whole may hold
   */
  public static ContextAssembly assemble(
      List<SizedItem> leading, List<TranscriptEvent> path, long budgetTokens) {
    int talk = 0;
    while (talk < path.size() && path.get(talk).item().isInstruction()) {
      talk++;
    }
    List<TranscriptEvent> instructions = path.subList(0, talk);
    NewestFirst assembly = new NewestFirst(budgetTokens);
    leading.forEach(item -> assembly.tokens += item.tokens());
    instructions.forEach(event -> assembly.tokens += event.tokens());
    assembly.take(new PromptUnits(path.subList(talk, path.size())));
    if (assembly.tokens > budgetTokens) {
      return new ContextAssembly.TooLong(assembly.tokens, budgetTokens);
    }
    return new ContextAssembly.Assembled(
        assembly.items(leading, instructions),
        assembly.tokens,
        path.size() - talk - assembly.keptEvents);
  }

  /** Takes units from the newest on: the input whatever its size, the others while they fit. */
  private void take(PromptUnits units) {
    boolean newest = true;
    while (units.hasOlder()) {
      PromptUnit unit = units.older();
      newest &= kept.isEmpty() || !unit.fromAssistant();
      if (!newest && tokens + unit.tokens() > budgetTokens) {
        return;
      }
      kept.addFirst(unit);
      tokens += unit.tokens();
      keptEvents += unit.events();
    }
  }

  private List<PromptItem> items(List<SizedItem> leading, List<TranscriptEvent> instructions) {
    List<PromptItem> items = new ArrayList<>();
    leading.forEach(item -> items.add(new PromptItem(item.item(), EventOrigin.client())));
    instructions.forEach(event -> items.add(new PromptItem(event.item(), event.origin())));
    kept.forEach(unit -> items.addAll(unit.items()));
    return items;
  }
}
